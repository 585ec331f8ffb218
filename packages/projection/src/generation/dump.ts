import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '../sql/identifier.ts'
import type { PgType } from '../table/column.ts'
import type { AnyTable } from '../table/table.ts'

/** A table's rows in a nutshell: two tables with the same rows have the same. */
export interface TableDump {
  readonly rows: number
  /** Over all rows in the order of their keys. */
  readonly hash: string
}

const Dumps = t.array(t.type({ rows: t.number, hash: t.string }))

// The same JSON may be written with its fields in another order, by how the log keeps an event.
const comparable = (name: string, pg: PgType): string =>
  pg === 'json' || pg === 'json-text' ? `t.${name}::jsonb` : `t.${name}`

/** What stands in tables of a generation, to be compared with another time or another generation. */
export const dumpReadModels = async (
  pool: Pool,
  schema: string,
  tables: ReadonlyArray<AnyTable>,
): Promise<Readonly<Record<string, TableDump>>> => {
  const dumps: Record<string, TableDump> = {}
  for (const table of tables) {
    const row = Object.entries(table.columns).map(([name, { pg }]) => comparable(quoted(name), pg))
    const key = table.key.map((name) => `t.${quoted(name)}`).join(', ')
    const { rows }: { rows: unknown } = await pool.query(
      `select count(*) as rows, coalesce(md5(string_agg(md5(row(${row.join(', ')})::text), '' order by ${key})), '') as hash
       from ${quoted(schema)}.${quoted(table.name)} t`,
    )
    const first = Dumps.is(rows) ? rows[0] : undefined
    if (first === undefined) throw new Error(`no dump of ${table.name}`)
    dumps[table.name] = first
  }
  return dumps
}
