import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'

/** Answers a request to upgrade with a plain HTTP error, and ends the connection. `retryAfter` in milliseconds. */
export const refuseUpgrade = (socket: Duplex, status: 403 | 404 | 429 | 503, retryAfter?: number): void => {
  const text = STATUS_CODES[status] ?? ''
  const body = `${JSON.stringify({ error: text })}\n`
  socket.on('error', () => socket.destroy())
  socket.end(
    [
      `HTTP/1.1 ${status} ${text}`,
      'Connection: close',
      ...(retryAfter === undefined ? [] : [`Retry-After: ${Math.ceil(retryAfter / 1_000)}`]),
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      '',
      body,
    ].join('\r\n'),
  )
}
