import { streamPrefixes, type Position } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { explainPostgres } from '@parley/postgres'
import { type Generation, howToDrop, lookAtGeneration, quoted, whatStands } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { whatToDoAbout } from '../what-to-do.ts'
import type { Reason } from './conditions.ts'

/** What one look at the read models' database found. */
export type DatabaseSeen =
  | {
      readonly _tag: 'at'
      readonly checkpoint: Position /** Its clock, in milliseconds since 1970. */
      readonly now: number
    }
  /** It answers, and has no read models of this version. */
  | { readonly _tag: 'absent'; readonly reason: Reason }
  | { readonly _tag: 'wrong'; readonly reason: Reason }

const Row = t.type({ position: t.number, now: t.number, closed: t.array(t.string) })

/** Asks how far the read models are, and whether all their tables are there and can be read. */
export const lookAtDatabase = async (pool: Pool, generation: Generation): Promise<DatabaseSeen> => {
  const { schema, tables } = generation
  try {
    const seen = await lookAtGeneration(pool, generation)
    if (seen._tag !== 'there') {
      const reason = { cause: whatStands(seen, generation), todo: whatToDoAbout(seen, generation) }
      return { _tag: seen._tag === 'absent' ? 'absent' : 'wrong', reason }
    }
    const { rows }: { rows: unknown } = await pool.query(
      `with tables as (
         select n as name, to_regclass($1 || '.' || quote_ident(n)) as id from unnest($2::text[]) n
       )
       select position, floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now,
         (select coalesce(json_agg(name), '[]') from tables where not has_table_privilege(id, 'select')) as closed
       from ${quoted(schema)}.checkpoint`,
      [quoted(schema), tables.map(({ name }) => name)],
    )
    const decoded = t.tuple([Row]).decode(rows)
    if (E.isLeft(decoded))
      return wrong(
        `there is no checkpoint in schema ${schema}`,
        `Nothing is dropped by itself: ${howToDrop(schema)}.`,
      )
    const [{ position, now, closed }] = decoded.right
    if (closed.length > 0)
      return wrong(
        `in schema ${schema} these tables may not be read: ${closed.join(', ')}`,
        'Grant them to the user of DATABASE_URL.',
      )
    return { _tag: 'at', checkpoint: position as Position, now }
  } catch (error) {
    return notAsked(error)
  }
}

/** What is found where the database can't be asked. */
export const notAsked = (error: unknown): DatabaseSeen => wrong(explainPostgres(error))

const wrong = (cause: string, todo?: string): DatabaseSeen => ({
  _tag: 'wrong',
  reason: { cause, ...(todo === undefined ? {} : { todo }) },
})

/** What one look at the log found behind the checkpoint. */
export type LogSeen =
  | { readonly _tag: 'nothing-new' }
  | {
      readonly _tag: 'new'
      readonly position: Position /** When the log took it, in milliseconds since 1970. */
      readonly at: number
    }
  | { readonly _tag: 'another'; readonly reason: Reason }
  | { readonly _tag: 'wrong'; readonly reason: Reason }

/** Asks the log for the first event of the engine that the read models do not have. */
export const lookAtLog = async (
  store: Pick<EventStore, 'readAll'>,
  checkpoint: Position,
): Promise<LogSeen> => {
  const read = await store.readAll({
    limit: 1,
    filter: { streamPrefixes },
    ...(checkpoint === 0 ? {} : { after: checkpoint }),
  })()
  if (E.isRight(read)) {
    const [first] = read.right
    return first === undefined
      ? { _tag: 'nothing-new' }
      : { _tag: 'new', position: first.position, at: Date.parse(first.recordedAt) }
  }
  const error = read.left
  switch (error._tag) {
    case 'Unavailable':
    case 'AccessDenied':
      return { _tag: 'wrong', reason: { cause: error.cause } }
    case 'Corrupt':
      return {
        _tag: error.unknownPosition === undefined ? 'wrong' : 'another',
        reason: { cause: error.cause },
      }
    case 'StreamDeleted':
      return { _tag: 'wrong', reason: { cause: `the stream ${error.stream} was deleted` } }
    default:
      return error satisfies never
  }
}
