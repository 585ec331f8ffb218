import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeRecorded, type EventStore } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import { replay, type ReplayOptions } from '@parley/replay'
import { exportEvents, type FileKind } from '@parley/replay/export'
import * as E from 'fp-ts/lib/Either.js'
import { withPostgres } from '../measure/postgres.ts'
import { median } from '../measure/stats.ts'
import { table } from '../measure/table.ts'
import { fill } from './fill.ts'

interface ReplayBench {
  /** How often each way of reading is measured; the medians are shown. */
  readonly runs: number
  /** How many events are read. */
  readonly events: number
}

/** A way of reading the whole log; gives how many events it read. */
interface Way {
  readonly name: string
  readonly read: (store: EventStore) => Promise<number>
}

const key = Buffer.from('the key of the bench, which hides nobody')

/** The plain loop: what a program writes that knows the store alone. */
const plain = async (store: EventStore, decode: boolean): Promise<number> => {
  let events = 0
  for await (const message of store.subscribe()) {
    if (message._tag === 'caught-up') break
    if (message._tag !== 'events') continue
    events += message.events.length
    if (decode && !message.events.every((event) => E.isRight(decodeRecorded(event))))
      throw new Error('an event could not be decoded')
  }
  return events
}

const replayed = async (store: EventStore, options: ReplayOptions): Promise<number> => {
  let events = 0
  for await (const page of replay(store, options)) events += page.events.length
  return events
}

const exported = async (store: EventStore, kind: FileKind): Promise<number> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  try {
    const done = await exportEvents(store, { folder, kind, people: { key }, usualPositions: 250_000 })
    if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
    return done.right.rows
  } finally {
    await rm(folder, { recursive: true })
  }
}

const ways: ReadonlyArray<Way> = [
  { name: 'the store alone, JSON parsed', read: (store) => plain(store, false) },
  { name: 'the store alone, decoded', read: (store) => plain(store, true) },
  { name: 'replay', read: (store) => replayed(store, {}) },
  { name: 'replay, by type', read: (store) => replayed(store, { types: ['MessageSent'] }) },
  { name: 'replay, masked', read: (store) => replayed(store, { mask: { key } }) },
  { name: 'export to JSON Lines, masked', read: (store) => exported(store, 'jsonl') },
  { name: 'export to Parquet, masked', read: (store) => exported(store, 'parquet') },
]

/** What reading the whole log costs, by way, beside a plain loop over the store: by turns, each with a store of its own. */
export const benchReplay = async ({ runs, events }: ReplayBench): Promise<void> => {
  await withPostgres(async ({ database }) => {
    const connectionString = await database()
    const migrated = await migrateLog({ connectionString })()
    if (E.isLeft(migrated)) throw new Error(migrated.left.cause)
    const filling = postgresEventStore({ connectionString })
    await fill(filling, events)
    await filling.close()
    const seconds = ways.map((): Array<number> => [])
    for (let run = 0; run < runs; run += 1)
      for (const [n, { name, read }] of ways.entries()) {
        const store = postgresEventStore({ connectionString })
        const began = performance.now()
        const count = await read(store)
        seconds[n]?.push((performance.now() - began) / 1_000)
        await store.close()
        if (count !== events) throw new Error(`${name}: ${count} events, and not ${events}`)
        console.error(`${name}, run ${run + 1} of ${runs}`)
      }
    const decoded = seconds[1] ?? []
    console.log(
      table(
        ['the whole log', 'events/s', 'to the store alone, decoded'],
        ways.map(({ name }, n) => {
          const own = seconds[n] ?? []
          const ratio = median(own.map((took, run) => (decoded[run] ?? Number.NaN) / took))
          return [name, Math.round(events / median(own)).toLocaleString('en'), ratio.toFixed(2)]
        }),
      ),
    )
  })
}
