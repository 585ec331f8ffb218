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
