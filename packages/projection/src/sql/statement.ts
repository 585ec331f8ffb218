import { createHash } from 'node:crypto'
import type { Position } from '@parley/domain'
import type { Generation } from '../generation/fingerprint.ts'
import type { FoldedBatch } from '../table/fold.ts'
import { changes } from './change.ts'
import { quoted } from './identifier.ts'

/** A statement for the driver: prepared under its name the first time, called by it from then on. */
export interface Statement {
  readonly name: string
  readonly text: string
  readonly values: Array<string | number>
}

/** How far one batch moves the checkpoint. */
export interface Step {
  /** The checkpoint that the batch was made from. */
  readonly from: Position
  readonly to: Position
}

/** The channel of notifications on which a generation's steps are told, by the position. */
export const notifications = (schema: string): string => schema

/** A statement that a connection keeps prepared, under a name that follows from its text. */
export const prepared = (text: string): Pick<Statement, 'name' | 'text'> => ({
  name: createHash('sha1').update(text).digest('hex'),
  text,
})

const compile = (schema: string, fingerprint: string, parts: ReturnType<typeof changes>): string => {
  let first = 5
  const members = parts.map((part, n) => {
    const sql = part.sql(schema, first)
    first += part.arrays.length
    return `, c${n} as (${sql})`
  })
  return `with moved as (
      update ${quoted(schema)}.checkpoint set position = $2::bigint
      where position = $1::bigint and fingerprint = '${fingerprint}' returning 1
    )${members.join('')}
    select pg_notify($3::text, $4::text) from moved`
}

/**
 * Batches as statements, one each: it moves the checkpoint from where the batch began, and only where it was there,
 * changes the rows and tells listeners. All of it or nothing, in one round trip and one transaction. It returns a
 * row where the checkpoint was moved and none where another was quicker.
 *
 * Batches of the same shape have the same text, and few shapes come up; of more than `most`, the rest go unnamed.
 */
export const statements = (
  { schema, fingerprint }: Pick<Generation, 'schema' | 'fingerprint'>,
  most = 200,
) => {
  const known = new Map<string, Pick<Statement, 'name' | 'text'>>()
  return (batch: FoldedBatch, { from, to }: Step): Statement => {
    const parts = changes(batch)
    const shape = parts.map((part) => part.shape).join(',')
    let statement = known.get(shape)
    if (statement === undefined) {
      const text = compile(schema, fingerprint, parts)
      statement = known.size < most ? prepared(text) : { name: '', text }
      if (known.size < most) known.set(shape, statement)
    }
    const values: Array<string | number> = [from, to, notifications(schema), String(to)]
    for (const part of parts) for (const array of part.arrays) values.push(array)
    return { ...statement, values }
  }
}
