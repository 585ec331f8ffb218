import type { OpenSocket, Socket } from '@parley/client'

/** The platform's WebSocket, which tells of every message that comes. */
export const listeningSocket =
  (onMessage: (text: string) => void): OpenSocket =>
  (url) => {
    const ws = new WebSocket(url)
    const socket: Socket = {
      send: (data) => ws.send(data),
      close: (code, reason) => ws.close(code, reason),
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
    }
    ws.onopen = () => socket.onopen?.()
    ws.onmessage = ({ data }) => {
      onMessage(String(data))
      socket.onmessage?.({ data })
    }
    ws.onclose = ({ code, reason }) => socket.onclose?.({ code, reason })
    ws.onerror = (event) => socket.onerror?.(event)
    return socket
  }
