import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { WebSocket } from 'ws'
import type { Deed } from './line.ts'
import { pause } from './people.ts'

/** What RFC 6455 has the server add to a client's key. */
const suffix = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** A server that takes connections and all that is said over them, and does nothing. */
const sink = async (): Promise<{ readonly url: string; readonly close: () => void }> => {
  const server = createServer()
  server.on('upgrade', ({ headers }, socket: Socket) => {
    const key = `${headers['sec-websocket-key'] ?? ''}${suffix}`
    const accept = createHash('sha1').update(key).digest('base64')
    socket.on('error', () => socket.destroy())
    socket.write(
      [
        'HTTP/1.1 101 Switching Protocols',
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${accept}`,
        '\r\n',
      ].join('\r\n'),
    )
    socket.resume()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `ws://127.0.0.1:${port}`, close: () => server.close() }
}

/** Does once more what a flooder did, at the same moments: what that costs a machine by itself. */
export const doAgain = async (deeds: ReadonlyArray<Deed>, stop: AbortSignal): Promise<void> => {
  const { url, close } = await sink()
  const sockets = new Map<number, WebSocket>()
  const open = (line: number): void => {
    const socket = new WebSocket(url)
    socket.on('error', () => undefined)
    socket.setMaxListeners(0)
    sockets.set(line, socket)
  }
  const say = (socket: WebSocket | undefined, text: string): void => {
    if (socket?.readyState === WebSocket.OPEN) socket.send(text)
    else if (socket?.readyState === WebSocket.CONNECTING) socket.once('open', () => socket.send(text))
  }
  const began = performance.now()
  for (const { at, line, did } of deeds) {
    const early = at - (performance.now() - began)
    if (early > 1) await pause(early)
    if (stop.aborted) break
    if (did === 'opened') open(line)
    else if (did === 'ended') {
      sockets.get(line)?.terminate()
      sockets.delete(line)
    } else say(sockets.get(line), did.said)
  }
  for (const socket of sockets.values()) socket.terminate()
  close()
}
