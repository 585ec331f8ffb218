import type { OpenSocket, Socket } from '@parley/client'

/** The platform's WebSocket, which tells of every message that comes before anybody else sees it. */
export const listeningSocket =
  (onMessage: (text: string) => void): OpenSocket =>
  (url) => {
    const ws = new WebSocket(url)
    ws.addEventListener('message', ({ data }) => onMessage(String(data)))
    return ws as Socket
  }
