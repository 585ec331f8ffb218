import type { DomainEvent } from '@parley/domain'
import { postgresEventStore } from '@parley/event-store-postgres'
import { ownGeneration, runProjector } from '@parley/projector'
import { queryPool, quoted, watchHead } from '@parley/projection'
import { type Queries, queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { fillLog } from '../rebuild/fill-log.ts'

/** Read models that stand, and can be asked. */
export interface ReadSide {
  readonly ask: Queries
  readonly close: () => Promise<void>
}

/** Has these events be in a log and in read models, which are vacuumed as they would be in time. */
export const readSideOf = async (
  connectionString: string,
  events: Iterable<DomainEvent>,
): Promise<ReadSide> => {
  await fillLog(connectionString, events)
  const store = postgresEventStore({ connectionString })
  const end = await store.end()()
  if (E.isLeft(end)) throw new Error(JSON.stringify(end.left))
  const done = Promise.withResolvers<void>()
  const projector = runProjector({
    store,
    connectionString,
    committed: (position) => {
      if (position >= (end.right ?? 0)) done.resolve()
    },
    failed: ({ cause }) => done.reject(new Error(cause)),
  })
  await done.promise
  await projector.stop()
  await store.close()
  const { schema, tables } = ownGeneration()
  const pool = queryPool(connectionString, { query_timeout: 0 })
  for (const { name } of tables) await pool.query(`vacuum analyze ${quoted(schema)}.${quoted(name)}`)
  const head = watchHead(connectionString, schema)
  return {
    ask: queries({ pool, schema, head }),
    close: async () => {
      await head.close()
      await pool.end()
    },
  }
}
