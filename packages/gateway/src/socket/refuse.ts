import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers a request to upgrade with a plain HTTP error, and ends the connection. */
export const refuseUpgrade = (socket: Duplex, status: 403 | 404 | 503): void => {
  const text = STATUS_CODES[status] ?? ''
  const body = `${JSON.stringify({ error: text })}\n`
  socket.on('error', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${status} ${text}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
}
