import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '../sql/identifier.ts'
import type { AnyTable } from '../table/table.ts'
import { comparable, digestOf, type TableDigest } from './digest.ts'

type Client = Pick<Pool, 'query'>

/** A row that two generations do not have alike. */
export interface RowDifference {
  /** `added`: the second alone has it; `gone`: the first alone. */
  readonly kind: 'added' | 'gone' | 'changed'
  readonly key: Readonly<Record<string, unknown>>
  /** Which columns are others; none where only one of them has the row. */
  readonly columns: ReadonlyArray<string>
  readonly one: Readonly<Record<string, unknown>> | null
  readonly other: Readonly<Record<string, unknown>> | null
}

/** How two generations' tables of one name compare. */
export interface TableDiff {
  readonly table: string
  readonly one: TableDigest
  readonly other: TableDigest
  readonly added: number
  readonly gone: number
  readonly changed: number
  /** In how many of the rows that both have each column is another; those in which it is none are left out. */
  readonly columns: Readonly<Record<string, number>>
  readonly samples: ReadonlyArray<RowDifference>
}

const Counts = t.tuple([
  t.type({ added: t.number, gone: t.number, changed: t.number, columns: t.array(t.number) }),
])

const RowOrNull = t.union([t.UnknownRecord, t.null])
const Samples = t.array(t.type({ one: RowOrNull, other: RowOrNull, columns: t.array(t.boolean) }))

const joined = (schemas: readonly [string, string], table: AnyTable): string => {
  const [one, other] = schemas.map((schema) => `${quoted(schema)}.${quoted(table.name)}`)
  const same = table.key.map((name) => `a.${quoted(name)} = b.${quoted(name)}`).join(' and ')
  return `${one} a full join ${other} b on ${same}`
}

const namesOf = (table: AnyTable): ReadonlyArray<string> =>
  Object.keys(table.columns).filter((name) => !table.key.includes(name))

const isOther = (table: AnyTable, name: string): string => {
  const pg = table.columns[name]?.pg ?? 'text'
  return `${comparable('a', name, pg)} is distinct from ${comparable('b', name, pg)}`
}

const onlyIn = (table: AnyTable, alias: string): string =>
  `${alias === 'a' ? 'b' : 'a'}.${quoted(table.key[0] ?? '')} is null`
const inBothTables = (table: AnyTable): string =>
  `not (${onlyIn(table, 'a')}) and not (${onlyIn(table, 'b')})`

const anyOther = (table: AnyTable): string =>
  namesOf(table)
    .map((name) => isOther(table, name))
    .join(' or ') || 'false'

const count = async (
  client: Client,
  schemas: readonly [string, string],
  table: AnyTable,
): Promise<Pick<TableDiff, 'added' | 'gone' | 'changed' | 'columns'>> => {
  const counted = (condition: string): string => `count(*) filter (where ${condition})`
  const each = namesOf(table).map((name) => counted(`${inBothTables(table)} and ${isOther(table, name)}`))
  const { rows }: { rows: unknown } = await client.query(
    `select ${counted(onlyIn(table, 'b'))} as added, ${counted(onlyIn(table, 'a'))} as gone,
       ${counted(`${inBothTables(table)} and (${anyOther(table)})`)} as changed,
       json_build_array(${each.join(', ')}) as columns
     from ${joined(schemas, table)}`,
  )
  if (!Counts.is(rows)) throw new Error(`${table.name} was not compared`)
  const [{ columns, ...counts }] = rows
  const named = namesOf(table).flatMap((name, n) => {
    const times = columns[n] ?? 0
    return times === 0 ? [] : [[name, times] as const]
  })
  return { ...counts, columns: Object.fromEntries(named) }
}

const sample = async (
  client: Client,
  schemas: readonly [string, string],
  table: AnyTable,
  most: number,
): Promise<ReadonlyArray<RowDifference>> => {
  const names = namesOf(table)
  const { rows }: { rows: unknown } = await client.query(
    `select case when ${onlyIn(table, 'b')} then null else to_jsonb(a) end as one,
       case when ${onlyIn(table, 'a')} then null else to_jsonb(b) end as other,
       json_build_array(${names.map((name) => isOther(table, name)).join(', ')}) as columns
     from ${joined(schemas, table)}
     where ${onlyIn(table, 'a')} or ${onlyIn(table, 'b')} or ${anyOther(table)}
     limit $1`,
    [most],
  )
  if (!Samples.is(rows)) throw new Error(`no rows that differ of ${table.name}`)
  return rows.map(({ one, other, columns }) => {
    const kind = one === null ? 'added' : other === null ? 'gone' : 'changed'
    const row = one ?? other ?? {}
    const key = Object.fromEntries(table.key.map((name) => [name, row[name]]))
    return { kind, key, columns: kind === 'changed' ? names.filter((_, n) => columns[n]) : [], one, other }
  })
}

const diffTable = async (
  client: Client,
  schemas: readonly [string, string],
  table: AnyTable,
  samples: number,
): Promise<TableDiff> => {
  const one = await digestOf(client, schemas[0], table)
  const other = await digestOf(client, schemas[1], table)
  if (one.rows === other.rows && one.digest === other.digest)
    return { table: table.name, one, other, added: 0, gone: 0, changed: 0, columns: {}, samples: [] }
  const counts = await count(client, schemas, table)
  const found = samples === 0 ? [] : await sample(client, schemas, table, samples)
  return { table: table.name, one, other, ...counts, samples: found }
}

/**
 * Compares two generations of one layout row by row, each table in the database, in a transaction in which both stand
 * still. Of each table it names so many samples at the most.
 */
export const diffGenerations = async (
  client: Client,
  schemas: readonly [string, string],
  tables: ReadonlyArray<AnyTable>,
  samples: number,
): Promise<ReadonlyArray<TableDiff>> => {
  const diffs: Array<TableDiff> = []
  for (const table of tables) diffs.push(await diffTable(client, schemas, table, samples))
  return diffs
}

/** In how many rows they differ. */
export const differencesIn = (diffs: ReadonlyArray<TableDiff>): number =>
  diffs.reduce((sum, { added, gone, changed }) => sum + added + gone + changed, 0)
