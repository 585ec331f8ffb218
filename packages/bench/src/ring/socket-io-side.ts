import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Side } from './side.ts'

/** Socket.IO's protocol (Engine.IO 4 below it), as much of it as sending and receiving takes. */
export const socketIoSide = (address: string): Side => ({
  name: 'Socket.IO',
  prepare: async (channels) => Array.from({ length: channels }, (_, i) => `channel-${i}`),
  connect: async (channel) => {
    const socket = new WebSocket(`${address.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    socket.on('message', (data: Buffer) => {
      // A ping, to be answered by a pong.
      if (data.length === 1 && data[0] === 0x32) socket.send('3')
    })
    await once(socket, 'message')
    socket.send('40')
    await once(socket, 'message')
    socket.send(`420${JSON.stringify(['join', channel])}`)
    await once(socket, 'message')
    return socket
  },
  frame: (channel, sender, body, number) =>
    `42${number}${JSON.stringify(['send', { channel, sender, body }])}`,
  acknowledged: /^43(\d+)/g,
})
