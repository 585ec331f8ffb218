import * as t from 'io-ts'
import type { Pool } from 'pg'

/** The text whose hash is the advisory lock of whoever projects into a schema. */
export const projectorLock = (schema: string): string => `parley projector ${schema}`

const Locked = t.tuple([t.type({ locked: t.boolean })])

/** Takes the lock of the one projector of a schema, for as long as the connection lasts; false where another has it. */
export const lockForProjecting = async (client: Pick<Pool, 'query'>, schema: string): Promise<boolean> => {
  const { rows }: { rows: unknown } = await client.query(
    'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
    [projectorLock(schema)],
  )
  return Locked.is(rows) && rows[0].locked
}

const Projected = t.tuple([t.type({ projected: t.boolean })])

/** Whether a projector, in whichever process, is at work on a schema. */
export const isProjected = async (client: Pick<Pool, 'query'>, schema: string): Promise<boolean> => {
  // An advisory lock of one key stands in pg_locks as its two halves.
  const { rows }: { rows: unknown } = await client.query(
    `select exists (select from pg_locks l
       where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
         and l.database = (select oid from pg_database where datname = current_database())
         and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, 0)) as projected`,
    [projectorLock(schema)],
  )
  return Projected.is(rows) && rows[0].projected
}

/**
 * Has whichever projector is at work on a schema begin again from its checkpoint, by ending its connection: what it
 * remembers of streams was changed.
 */
export const restartProjector = async (client: Pick<Pool, 'query'>, schema: string): Promise<void> => {
  await client.query(
    `select pg_terminate_backend(l.pid) from pg_locks l
     where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
       and l.database = (select oid from pg_database where datname = current_database())
       and ((l.classid::bigint << 32) | l.objid::bigint) = hashtextextended($1, 0)`,
    [projectorLock(schema)],
  )
}
