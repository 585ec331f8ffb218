import { randomUUID } from 'node:crypto'
import type { NewEvent } from '@parley/event-store'
import pg from 'pg'
import { appendStatement } from '../src/append-statement.ts'

/** A writing process whose transactions the test holds in its hands. */
export interface RawWriter {
  readonly pid: number
  readonly begin: () => Promise<unknown>
  /** Runs the append in the open transaction, without committing it. */
  readonly append: (stream: string, events: ReadonlyArray<NewEvent>) => Promise<unknown>
  readonly end: (how: 'commit' | 'rollback') => Promise<unknown>
}

export const rawWriter = async (client: pg.Client): Promise<RawWriter> => {
  const { rows } = await client.query<{ readonly pid: number }>('select pg_backend_pid() as pid')
  return {
    pid: rows[0]?.pid ?? 0,
    begin: () => client.query('begin'),
    append: (stream, events) =>
      client.query(
        appendStatement(
          'parley_log',
          'a-test',
          [
            {
              stream,
              expected: 'any',
              events,
              data: events.map(({ data }) => JSON.stringify(data)),
              metadata: events.map(({ metadata }) => JSON.stringify(metadata)),
              bytes: 0,
              answer: () => {},
            },
          ],
          randomUUID(),
          false,
        ),
      ),
    end: (how) => client.query(how),
  }
}

/** Resolves once so many backends of the database wait for a lock. */
export const waitingForLocks = async (client: pg.Client, count: number): Promise<void> => {
  for (;;) {
    const { rows } = await client.query<{ readonly waiting: number }>(
      `select count(*)::integer as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if ((rows[0]?.waiting ?? 0) >= count) return
  }
}

/** Ends the backends of this database that the condition picks, whatever they are doing. */
export const terminate = (client: pg.Client, condition: string): Promise<unknown> =>
  client.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and ${condition}`,
  )
