import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import { lockForProjecting } from '../generation/lock.ts'
import { schemasBeside } from '../generation/others.ts'
import { quoted } from '../sql/identifier.ts'
import { recordAct } from './acts.ts'
import { pointers } from './pointer.ts'
import { ensureControl } from './schema.ts'

/** What is to be dropped, and by whom. */
export interface DropOptions {
  readonly schema: string
  /** The schema that this build's readers begin with. */
  readonly build: string
  readonly by: string
}

const whoReads = async (pool: Pool, { schema, build }: DropOptions): Promise<string | undefined> => {
  const all = await pointers(pool)
  const reader = all.find((pointer) => pointer.schema === schema)
  if (reader !== undefined) return reader.build
  return schema === build && !all.some((pointer) => pointer.build === build) ? build : undefined
}

/**
 * Drops a generation, of whichever version, and what the control schema knows of it. Left: why not, in words. One that
 * readers are told to read is refused, and one at which a projector is at work; no projector can begin meanwhile.
 */
export const dropGeneration = async (pool: Pool, options: DropOptions): Promise<E.Either<string, void>> => {
  const { schema, by } = options
  await ensureControl(pool)
  const there = await schemasBeside(pool, '')
  if (!there.some((one) => one.schema === schema))
    return E.left(`there are no read models in schema ${schema}`)
  const reader = await whoReads(pool, options)
  if (reader !== undefined)
    return E.left(`${schema} is in use, by readers of ${reader}: activate another generation first`)
  const client = await pool.connect()
  try {
    if (!(await lockForProjecting(client, schema)))
      return E.left(`a projector is at work on ${schema}: pause it, or end that projector, first`)
    await client.query('begin')
    await client.query(`drop schema ${quoted(schema)} cascade`)
    await client.query('delete from parley_control.generations where schema = $1', [schema])
    await client.query('update parley_control.pointers set former = null where former = $1', [schema])
    await recordAct(client, { by, act: 'drop', schema, detail: {} })
    await client.query('commit')
    return E.right(undefined)
  } finally {
    // The lock goes with the connection.
    client.release(true)
  }
}
