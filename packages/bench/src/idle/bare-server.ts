import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

/** The floor: connections of `ws` and nothing else. It says back what it is told, so that both ways were used once. */
const http = createServer()
new WebSocketServer({ server: http, perMessageDeflate: false }).on('connection', (socket) => {
  socket.on('message', (message) => socket.send(message))
})

http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
process.on('SIGTERM', () => process.exit(0))
