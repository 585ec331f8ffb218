import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Side } from '../ring/side.ts'

/** Bare WebSockets: a word and its echo. */
export const bareSide = (address: string): Pick<Side, 'name' | 'prepare' | 'connect'> => ({
  name: 'bare ws',
  prepare: async (channels) => Array.from({ length: channels }, (_, i) => `channel-${i}`),
  connect: async (channel) => {
    const socket = new WebSocket(address.replace('http', 'ws'))
    await once(socket, 'open')
    socket.send(channel)
    await once(socket, 'message')
    return socket
  },
})
