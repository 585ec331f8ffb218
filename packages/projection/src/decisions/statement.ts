import type { RowKey } from '@parley/domain'
import { arrayText } from '../sql/arrays.ts'
import { quoted } from '../sql/identifier.ts'
import { type PgType, sqlType } from '../table/column.ts'
import type { AnyTable } from '../table/table.ts'
import type { DecisionRead, StreamPlace } from './description.ts'

/** What is asked of a stream: where its projection is, and rows by their keys. */
export interface Question {
  /** The tenant, and what tells the stream from others of its kind. */
  readonly address: readonly [tenant: string, id: string]
  readonly keys: ReadonlyArray<RowKey>
}

/** A key that is looked up, with the number under which its row comes back. */
interface LookUp {
  readonly n: number
  readonly address: Question['address']
  readonly parts: ReadonlyArray<string>
}

const typeOf = ({ name, columns }: AnyTable, column: string): PgType => {
  const found = columns[column]
  if (found === undefined) throw new Error(`${name} has no column ${column}`)
  return found.pg
}

const cells = (alias: string, columns: ReadonlyArray<string>): string =>
  `json_build_array(${columns.map((column) => `${alias}.${quoted(column)}`).join(', ')})`

/** What comes back of a key: an array of its columns, and then of what is read along. */
const answerOf = (schema: string, { columns, along }: DecisionRead): string => {
  const others = along.map(
    ({ name, table, on, columns: theirs }) => `(select json_agg(${cells(name, theirs)})
      from ${schema}.${quoted(table.name)} ${name}
      where ${on.map((column) => `${name}.${quoted(column)} = r.${quoted(column)}`).join(' and ')})`,
  )
  return `json_build_array(${[cells('r', columns), ...others].join(', ')})`
}

/**
 * How a column of the stream's address is compared. Where it is no part of the table's key, a row is found by the rest,
 * and this is checked in a way that no index is chosen for.
 */
const comparison = (table: AnyTable, column: string): string =>
  table.key.includes(column) ? '=' : 'is not distinct from'

const names = (columns: ReadonlyArray<string>): string => columns.map(quoted).join(', ')

/** The look-ups of streams of one kind: one statement for all questions, and so one snapshot. */
export const lookUpStatement = (
  schemaName: string,
  place: StreamPlace,
  reads: ReadonlyArray<DecisionRead>,
): string => {
  const schema = quoted(schemaName)
  let first = 1
  const unnest = (table: AnyTable, columns: ReadonlyArray<string>): string => {
    const types = ['bigint', ...columns.map((column) => sqlType(typeOf(table, column)))]
    const arrays = types.map((type, n) => `$${first + n}::${type}[]`).join(', ')
    first += types.length
    return `unnest(${arrays}) as u(${names(['n', ...columns])})`
  }
  const joined = (table: AnyTable, columns: ReadonlyArray<string>): string =>
    columns
      .map((column) => `r.${quoted(column)} ${comparison(table, column)} u.${quoted(column)}`)
      .join(' and ')
  const places = `select u.n, json_build_array(r.revision, r.position) as found
    from ${unnest(place.table, place.address)}
    join ${schema}.${quoted(place.table.name)} r on ${joined(place.table, place.address)}`
  const rows = reads.map((read) => {
    const columns = [...place.address, ...read.by]
    const from = unnest(read.table, columns)
    const table = `${schema}.${quoted(read.table.name)} r`
    return read.stands === 'one'
      ? `select u.n, ${answerOf(schema, read)} as found from ${from} join ${table} on ${joined(read.table, columns)}`
      : `select u.n, json_build_array((select json_agg(${cells('r', read.columns)}) from ${table}
           where ${joined(read.table, columns)})) as found from ${from}`
  })
  return [places, ...rows].join('\nunion all\n')
}

/**
 * The parameters for some questions, in the statement's order. A stream's place has the number of its question; keys
 * have the numbers from `questions.length` on, across all questions.
 */
export const lookUpParameters = (
  place: StreamPlace,
  reads: ReadonlyArray<DecisionRead>,
  questions: ReadonlyArray<Question>,
): Array<string> => {
  const byKind = new Map<string, Array<LookUp>>(reads.map(({ kind }) => [kind.kind, []]))
  let n = questions.length
  for (const { address, keys } of questions)
    for (const { kind, parts } of keys) {
      const lookUps = byKind.get(kind)
      if (lookUps === undefined)
        throw new Error(`no row of kind ${kind} is looked up in a ${place.kind.kind}`)
      lookUps.push({ n, address, parts })
      n++
    }
  const arraysOf = (
    table: AnyTable,
    by: ReadonlyArray<string>,
    lookUps: ReadonlyArray<LookUp>,
  ): Array<string> => [
    arrayText('bigint', lookUps, (lookUp) => lookUp.n),
    arrayText(typeOf(table, place.address[0]), lookUps, ({ address }) => address[0]),
    arrayText(typeOf(table, place.address[1]), lookUps, ({ address }) => address[1]),
    ...by.map((column, at) => arrayText(typeOf(table, column), lookUps, ({ parts }) => parts[at] ?? null)),
  ]
  const places = questions.map(({ address }, number) => ({ n: number, address, parts: [] }))
  return [
    ...arraysOf(place.table, [], places),
    ...reads.flatMap(({ kind, table, by }) => arraysOf(table, by, byKind.get(kind.kind) ?? [])),
  ]
}
