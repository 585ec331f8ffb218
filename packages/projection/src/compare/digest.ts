import { createHash } from 'node:crypto'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '../sql/identifier.ts'
import type { PgType } from '../table/column.ts'
import type { AnyTable } from '../table/table.ts'

/** A table's rows in a nutshell: two tables with the same rows have the same, in whichever order they lie. */
export interface TableDigest {
  readonly rows: number
  /** 32 hex digits. */
  readonly digest: string
}

// The same JSON may be written with its fields in another order, by how the log keeps an event.
export const comparable = (alias: string, name: string, pg: PgType): string =>
  `${alias}.${quoted(name)}${pg === 'json' || pg === 'json-text' ? '::jsonb' : ''}`

const Sums = t.tuple([t.type({ rows: t.number, one: t.string, other: t.string })])

/** Reads a table once; no sorting, so that it takes seconds for millions of rows. */
export const digestOf = async (
  client: Pick<Pool, 'query'>,
  schema: string,
  table: AnyTable,
): Promise<TableDigest> => {
  const columns = Object.entries(table.columns).map(([name, { pg }]) => comparable('t', name, pg))
  const { rows }: { rows: unknown } = await client.query(
    `select count(*) as rows, coalesce(sum(hashtextextended(r, 0)::numeric), 0)::text as one,
       coalesce(sum(hashtextextended(r, 1)::numeric), 0)::text as other
     from (select row(${columns.join(', ')})::text as r from ${quoted(schema)}.${quoted(table.name)} t) s`,
  )
  if (!Sums.is(rows)) throw new Error(`no digest of ${table.name}`)
  const [sums] = rows
  const digest = createHash('md5').update(`${sums.rows} ${sums.one} ${sums.other}`).digest('hex')
  return { rows: sums.rows, digest }
}
