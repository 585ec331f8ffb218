import type { EventStore } from '@parley/event-store'
import { anEvent, revision, right } from '@parley/event-store/contract'
import * as E from 'fp-ts/lib/Either.js'
import type pg from 'pg'
import { openPostgres } from './opened.ts'

const streams = 100

/** Fills the log up to a position, as if appends to a hundred streams had taken turns. */
const fill = async (client: pg.Client, upTo: number): Promise<void> => {
  for (const table of ['events', 'streams', 'head'])
    await client.query(`alter table parley_log.${table} set (autovacuum_enabled = false)`)
  await client.query(
    `insert into parley_log.streams (id, name)
      select n, 'filled-' || n from generate_series(1, $1) n on conflict do nothing`,
    [streams],
  )
  // Of most streams there are, a page has nothing.
  await client.query(
    `insert into parley_log.streams (id, name)
      select n, 'rested-' || n from generate_series($1::integer + 1, $1::integer + $2::integer / 10) n`,
    [streams, upTo],
  )
  await client.query(
    `insert into parley_log.events
      select n, (n - 1) / $1::integer, 0, (n - 1) % $1::integer + 1, gen_random_uuid(), 'Filled',
        '{"text":"' || repeat('x', 200) || '"}', '{"v":1}'
      from generate_series((select position + 1 from parley_log.head), $2::bigint) n`,
    [streams, upTo],
  )
  await client.query('update parley_log.head set position = $1, streams = $2', [upTo, streams + upTo / 10])
  await client.query('vacuum analyze parley_log.events, parley_log.streams, parley_log.head')
}

/** How many pages of the database the work touched. */
const pagesTouched = async (client: pg.Client, work: () => Promise<unknown>): Promise<number> => {
  const count = async () => {
    const { rows } = await client.query<{ readonly pages: number }>(
      `select sum(heap_blks_hit + heap_blks_read + coalesce(idx_blks_hit + idx_blks_read, 0))::float8 as pages
        from pg_statio_user_tables where schemaname = 'parley_log'`,
    )
    return rows[0]?.pages ?? 0
  }
  await client.query('select pg_stat_force_next_flush()')
  const before = await count()
  await work()
  // A backend hands in what it counted before it goes.
  for (;;) {
    const left = await client.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name = 'parley-log'",
    )
    if (left.rowCount === 0) break
  }
  return (await count()) - before
}

/** The pages that each kind of work touches in a log of so many events. */
export const touchedIn = async (size: number): Promise<Record<string, number>> => {
  const log = await openPostgres()
  const client = await log.client()
  await fill(client, size)
  // Each in a store of its own: closing it is what makes the database count what it did.
  const touched = async (work: (store: EventStore) => Promise<unknown>): Promise<number> => {
    const store = await log.another()
    return pagesTouched(client, async () => {
      await work(store)
      await store.close()
    })
  }
  const after = (size / 2) as never
  const filter = { types: ['Filled'] }
  const pages = {
    all: await touched((store) => right(store.readAll({ after, limit: 100 }))),
    allOfStreams: await touched((store) =>
      right(store.readAll({ after, limit: 100, filter: { streamPrefixes: ['filled-', 'rested-'] } })),
    ),
    allOfType: await touched((store) => right(store.readAll({ after, limit: 100, filter }))),
    stream: await touched((store) => right(store.readStream('filled-7', { from: revision(50), limit: 20 }))),
    lastOfStream: await touched((store) =>
      right(store.readStream('filled-7', { direction: 'backwards', limit: 1 })),
    ),
    partsOfStreams: await touched((store) =>
      right(async () => {
        const queries = Array.from({ length: 50 }, (_, n) => ({
          stream: `filled-${n + 1}`,
          from: revision(50),
          most: 1_000_000,
        }))
        return E.sequenceArray(await store.readStreams(queries, { events: 100, bytes: 100_000 })())
      }),
    ),
    append: await touched(async (store) => {
      for (let n = 1; n <= 20; n++) await right(store.append(`filled-${n}`, 'any', [anEvent()]))
    }),
    newStream: await touched((store) => right(store.append('new', 'no-stream', [anEvent()]))),
  }
  await log.close()
  return pages
}

/** Which kinds of work touch more in the long log. An index may be a level higher: a page more a row, no share of the log. */
export const growing = (
  short: Record<string, number>,
  long: Record<string, number>,
): ReadonlyArray<unknown> =>
  Object.entries(long).filter(([what, pages]) => pages > 1.6 * (short[what] ?? 0) + 30)
