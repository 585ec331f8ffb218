import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { listen } from '../src/listener.ts'
import { writerTo } from '../src/writer.ts'

/** A database that takes a connection and says nothing, and when it has taken one. */
const silent = async () => {
  const server = createServer((socket) => socket.resume())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const client = { connectionString: `postgres://nobody@127.0.0.1:${port}/none` }
  return { client, taken: once(server, 'connection') }
}

test('LOG-95: a listener that is closed while it connects ends', async () => {
  const { client, taken } = await silent()
  const listener = listen(
    { client, schema: 'parley_log', pollInterval: 5_000, writer: 'w' },
    { end: () => 0, onEnd: () => {}, onListening: () => {}, onLost: () => {} },
  )
  await taken
  expect(await listener.close()).toBeUndefined()
})

test('LOG-95: a writer that is closed while it connects has sent nothing, and connects no more', async () => {
  const { client, taken } = await silent()
  const writer = writerTo(client)
  const sent = writer.send({ text: 'select 1', rowMode: 'array' })
  await taken
  await writer.close()
  expect(await sent).toMatchObject({ _tag: 'unsent' })
})
