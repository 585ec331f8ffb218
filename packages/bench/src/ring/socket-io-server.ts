import { createServer } from 'node:http'
import pg from 'pg'
import { Server } from 'socket.io'

/**
 * What one would write without Parley: Socket.IO, a table, and for each message one insert, one commit, one emit to
 * the room, one acknowledgement. It checks nothing and rebuilds nothing; it is here to be measured beside.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 16 })
await pool.query(`create table if not exists messages (
  id bigint generated always as identity primary key,
  channel text not null,
  sender text not null,
  body text not null,
  sent_at timestamptz not null default now()
)`)
await pool.query('create index if not exists messages_by_channel on messages (channel, id)')

const http = createServer()
const io = new Server(http, { transports: ['websocket'], serveClient: false })

io.on('connection', (socket) => {
  socket.on('join', (channel: string, acknowledge: () => void) => {
    void socket.join(channel)
    acknowledge()
  })
  socket.on(
    'send',
    async (message: { channel: string; sender: string; body: string }, acknowledge: () => void) => {
      const { channel, sender, body } = message
      const { rows } = await pool.query<{ id: string; sent_at: Date }>({
        name: 'insert',
        text: 'insert into messages (channel, sender, body) values ($1, $2, $3) returning id, sent_at',
        values: [channel, sender, body],
      })
      const row = rows[0]
      io.to(channel).emit('message', { id: row?.id, channel, sender, body, sentAt: row?.sent_at })
      acknowledge()
    },
  )
})

http.listen(0, '127.0.0.1', () => {
  const address = http.address()
  if (address !== null && typeof address === 'object') console.log(`http://127.0.0.1:${address.port}`)
})
process.on('SIGTERM', () => process.exit(0))
