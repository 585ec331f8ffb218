import pg from 'pg'
import { fillWith, type Open } from './contender.ts'
import { anEvent, someEvents } from './event.ts'

const table = `create table plain_events (
  position bigint generated always as identity primary key,
  stream text not null,
  revision bigint not null,
  id uuid not null,
  type text not null,
  data jsonb not null,
  metadata jsonb not null,
  recorded_at timestamptz not null default now(),
  unique (stream, revision)
)`
const columns = 'stream, revision, id, type, data, metadata'
const pageSize = 5_000

/**
 * What one would write without a store: a table, and for each event one prepared insert and one commit, over 16
 * connections. It checks that a revision is free and no more, and readers may miss what commits late.
 */
export const plainInsert: Open = async (connectionString) => {
  const pool = new pg.Pool({ connectionString, max: 16 })
  // A connection that is closed from the other side as the bench ends must not end it with an error.
  pool.on('error', () => {})
  await pool.query(table)
  let after = '0'
  const insert = {
    name: 'insert',
    text: `insert into plain_events (${columns}) values ($1, $2, $3, $4, $5, $6)`,
  }
  const append = async (stream: string, revision: number): Promise<void> => {
    const { id, type, data, metadata } = anEvent(stream)
    await pool.query({ ...insert, values: [stream, revision, id, type, data, metadata] })
  }
  const appendMany = (stream: string, first: number, count: number) =>
    pool.query(
      `insert into plain_events (${columns})
        select $1, $2 + n - 1, (e->>'id')::uuid, e->>'type', e->'data', e->'metadata'
        from jsonb_array_elements($3::jsonb) with ordinality a(e, n)`,
      [stream, first, JSON.stringify(someEvents(count, stream))],
    )
  const read = async (): Promise<number> => {
    let events = 0
    for (let at = after; ; ) {
      const { rows } = await pool.query<{ position: string }>({
        name: 'page',
        text: `select position, ${columns}, recorded_at from plain_events
          where position > $1 order by position limit ${pageSize}`,
        values: [at],
      })
      events += rows.length
      if (rows.length < pageSize) return events
      at = rows.at(-1)?.position ?? at
    }
  }
  return {
    name: 'plain insert',
    hotInFlight: 64,
    append,
    fill: async (events) => {
      const { rows } = await pool.query<{ last: string }>(
        'select coalesce(max(position), 0) as last from plain_events',
      )
      after = rows[0]?.last ?? after
      await fillWith(events, appendMany)
    },
    reads: [{ name: 'plain insert, JSON parsed', read }],
    close: () => pool.end(),
  }
}
