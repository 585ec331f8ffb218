import { randomUUID } from 'node:crypto'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { expect, it, onTestFinished } from 'vitest'
import { parley } from './support/parley.ts'

/** `parley log copy` as people run it. */
const copying = (from: string, to: string) => parley(['log', 'copy', from, to])

const batches = 250
const each = 24

/** A log in Postgres, with several streams. */
const filled = async (): Promise<string> => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  await migrateLog({ connectionString })()
  const store = postgresEventStore({ connectionString })
  const event = (n: number) => ({ id: randomUUID(), type: 'Happened', data: { n }, metadata: { v: 1 } })
  for (let n = 0; n < batches; n += 1)
    await store.append(
      `channel-default.${n % 7}`,
      'any',
      Array.from({ length: each }, () => event(n)),
    )()
  await store.close()
  return connectionString
}

const eventStoreDb = async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  return server
}

it('COPY-5 COPY-8: killed with -9 halfway and run again it copies the rest, and compares both', async () => {
  const from = await filled()
  const server = await eventStoreDb()
  const first = copying(from, server.url)
  const unwatch = server.log.watch(() => {
    if (server.log.entries.length >= 1_500) first.child.kill('SIGKILL')
  })
  expect(await first.ended).toMatchObject({ code: null })
  unwatch()
  // What was on its way may still arrive.
  await expect.poll(() => server.network.connections()).toBe(0)
  const before = server.log.entries.length
  expect(before).toBeGreaterThanOrEqual(1_500)
  expect(before).toBeLessThan(batches * each)

  const again = await copying(from, server.url).ended
  expect(again).toMatchObject({ code: 0 })
  expect(again.said).toContain(`${batches * each} events in 7 streams, ${batches * each - before} added\n`)
  expect(again.said).toMatch(/^(\S+) {2}FROM\n\1 {2}TO\nsame$/m)
  expect(server.log.entries).toHaveLength(batches * each)
})

it('COPY-6: what can not be copied is said, and the exit code is 1', async () => {
  const from = await filled()
  const server = await eventStoreDb()
  const [data, metadata] = [new TextEncoder().encode('{}'), new Uint8Array()]
  const foreign = { id: randomUUID(), type: 'Happened', contentType: 'application/json', data, metadata }
  server.log.append('channel-default.0', 'any', [foreign])
  const { code, complained } = await copying(from, server.url).ended
  expect(code).toBe(1)
  expect(complained).toContain('the target holds another channel-default.0')
  expect(server.log.entries).toHaveLength(1)
})

it('ENGINE-24: an end of a copy that can not be opened is called as the command line calls it', async () => {
  const from = await filled()
  const server = await eventStoreDb()
  server.faults.allDenied = true
  const denied = await copying(from, server.url).ended
  expect(denied).toMatchObject({
    code: 1,
    complained: expect.stringMatching(/^the log can't be opened: TO \(/m),
  })
  const stranger = new URL(from)
  stranger.password = 'guess'
  const refused = await copying(stranger.href, server.url).ended
  expect(refused.complained).toMatch(/^FROM \(.*does not let Parley in.* into FROM\.$/m)
  expect((await copying('nonsense', server.url).ended).complained).toMatch(/^FROM is not embedded, /m)
})
