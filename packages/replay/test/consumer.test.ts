import { readFileSync } from 'node:fs'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { memoryEventStore } from '@parley/event-store'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { countMessages } from './fixtures/messages-a-day.ts'
import { aHistory, appendAll } from './support/histories.ts'

const history = aHistory()

/** What the table has to hold, counted event by event. */
const counted = (events: typeof history): ReadonlyArray<string> => {
  const counts = new Map<string, number>()
  for (const { type, tenantId, at } of events) {
    const day = `${tenantId} ${at.slice(0, 10)}`
    if (type === 'MessageSent') counts.set(day, (counts.get(day) ?? 0) + 1)
  }
  return [...counts].map(([day, messages]) => `${day} ${messages}`).toSorted()
}

const connected = async (connectionString: string): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

const inTable = async (client: pg.Client): Promise<ReadonlyArray<string>> => {
  const { rows } = await client.query<{ line: string }>(
    "select tenant || ' ' || day || ' ' || messages as line from messages_a_day",
  )
  return rows.map(({ line }) => line).toSorted()
}

/** A client that breaks at its nth statement, before it or after it was carried out. */
const breaking = (client: pg.Client, at: number, carriedOut: boolean): pg.Client => {
  let left = at
  return new Proxy(client, {
    get: (target, name) => {
      if (name !== 'query') return Reflect.get(target, name) as unknown
      return async (text: string, values?: ReadonlyArray<unknown>) => {
        left -= 1
        if (left === 0 && carriedOut) await target.query(text, [...(values ?? [])])
        if (left === 0) throw new Error('the connection broke')
        return target.query(text, [...(values ?? [])])
      }
    },
  })
}

it('REPLAY-2: a consumer that keeps its position with its rows counts each event once, wherever it breaks', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const client = await connected(connectionString)
  const store = memoryEventStore()
  for (let statement = 1; statement < 16; statement += 1) {
    const events = history.slice(statement * 12 - 12, statement * 12)
    await appendAll(store, events)
    const broken = breaking(client, statement, statement % 2 === 0)
    await countMessages(store, broken).catch(() => undefined)
    // What a broken connection leaves is ended by the server.
    await client.query('rollback')
    await countMessages(store, client)
    expect(await inTable(client)).toEqual(counted(history.slice(0, statement * 12)))
  }
})

it('REPLAY-2: of two that count at once, each event is counted by one', async () => {
  const { connectionString, drop } = await testDatabase()
  onTestFinished(drop)
  const clients = [await connected(connectionString), await connected(connectionString)]
  const [client] = clients
  if (client === undefined) throw new Error('not connected')
  const store = memoryEventStore()
  await countMessages(store, client)
  for (let n = 0; n < history.length; n += 20) {
    await appendAll(store, history.slice(n, n + 20))
    await Promise.allSettled(clients.map((one) => countMessages(store, one)))
  }
  expect(await inTable(client)).toEqual(counted(history))
})

it('the consumer of docs/analytics.md is the one that is tested', () => {
  const page = readFileSync(new URL('../../../docs/analytics.md', import.meta.url), 'utf8')
  const [, sample] = /```ts\n(import.*?countMessages.*?)```/s.exec(page) ?? []
  expect(sample).toBe(readFileSync(new URL('fixtures/messages-a-day.ts', import.meta.url), 'utf8'))
})
