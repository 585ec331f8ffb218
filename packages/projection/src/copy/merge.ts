import { quoted } from '../sql/identifier.ts'
import { columnType, nameIn } from '../sql/layout.ts'
import { isSet } from '../sql/masks.ts'
import { type AnyTable, settable } from '../table/table.ts'
import { batchColumn, kindColumn, kinds, laterCells, laterName } from './later.ts'

/** The table beside a table that takes what is done later to its rows. */
const laterIn = (schema: string, table: AnyTable): string => `${quoted(schema)}.${quoted(laterName(table))}`

/** The statement that creates the table beside a table. */
export const createLater = (schema: string, table: AnyTable): string => {
  const columns = laterCells(table).map(({ name, type }) => `${quoted(name)} ${columnType(type)}`)
  return `create table ${laterIn(schema, table)} (${columns.join(', ')})`
}

/** The statement that drops it. */
export const dropLater = (schema: string, table: AnyTable): string => `drop table ${laterIn(schema, table)}`

/** What tells what one row is changed by from what clears many, which names no row: it has not all of a key. */
const namesRow = ({ key }: AnyTable, alias: string): string =>
  key.map((name) => `${alias}.${quoted(name)} is not null`).join(' and ')

/**
 * The statement that has all rows go that were cleared, at whichever time. It is carried out behind `mergeLater`. What
 * clears has some columns, and is null in all others of the key.
 */
export const clearLater = (schema: string, table: AnyTable, of: ReadonlyArray<string>): string => {
  const same = of.map((name) => `t.${quoted(name)} = l.${quoted(name)}`)
  return `delete from ${nameIn(schema, table)} t using ${laterIn(schema, table)} l
    where not (${namesRow(table, 'l')}) and ${same.join(' and ')}`
}

/** What says whether the column at this place was set at all. */
const wasSet = (place: number): string => quoted(`set ${place}`)

/**
 * Of each row, all that was done to it since it was put or removed last, or ever: the columns as they were set last, the
 * counters added up. Batches are told apart by where they end, and each says one thing of a row.
 */
const foldedOf = (schema: string, table: AnyTable): string => {
  const key = table.key.map(quoted).join(', ')
  const [batch, kind] = [quoted(batchColumn), quoted(kindColumn)]
  const set = settable(table).flatMap((name, place) => [
    `(array_agg(l.${quoted(name)} order by l.${batch} desc) filter (where ${isSet('l', place)}))[1] as ${quoted(name)}`,
    `coalesce(bool_or(${isSet('l', place)}), false) as ${wasSet(place)}`,
  ])
  const added = table.counters.map((name) => `coalesce(sum(l.${quoted(name)}), 0)::bigint as ${quoted(name)}`)
  const kindIs = (name: keyof typeof kinds): string => `bool_or(l.${kind} = ${kinds[name]})`
  return `
    select ${[key, `${kindIs('put')} as "is put"`, `${kindIs('remove')} as "is removed"`, ...set, ...added].join(', ')}
    from (
      select *, max(${batch}) filter (where ${kind} <> ${kinds.patch}) over (partition by ${key}) as "from batch"
      from ${laterIn(schema, table)} n where ${namesRow(table, 'n')}
    ) l
    where "from batch" is null or l.${batch} >= "from batch"
    group by ${key}`
}

/** The same of a table of counts, which has no row before. */
const mergeCounts = (schema: string, table: AnyTable): string => {
  const key = table.key.map(quoted).join(', ')
  const sums = table.counters.map((name) => `sum(${quoted(name)})::bigint`)
  return `insert into ${nameIn(schema, table)} (${[key, ...table.counters.map(quoted)].join(', ')})
    select ${[key, ...sums].join(', ')} from ${laterIn(schema, table)} l where ${namesRow(table, 'l')} group by ${key}`
}

/**
 * The statement that does to the rows of a table what was done to them later. It looks for rows by no index: there is
 * none yet. Given to it, it changes the table once; after that the table beside it has to go.
 */
export const mergeLater = (schema: string, table: AnyTable): string => {
  if (table.counted === true) return mergeCounts(schema, table)
  const name = nameIn(schema, table)
  const sameKey = table.key.map((column) => `t.${quoted(column)} = f.${quoted(column)}`).join(' and ')
  const all = Object.keys(table.columns).map(quoted).join(', ')
  const changed = [
    ...settable(table).map(
      (column, place) =>
        `${quoted(column)} = case when f.${wasSet(place)} then f.${quoted(column)} else t.${quoted(column)} end`,
    ),
    ...table.counters.map((column) => `${quoted(column)} = t.${quoted(column)} + f.${quoted(column)}`),
  ]
  const patched =
    changed.length === 0
      ? ''
      : `, patched as (
    update ${name} t set ${changed.join(', ')} from folded f
    where ${sameKey} and not f."is put" and not f."is removed"
  )`
  return `with folded as materialized (${foldedOf(schema, table)}
  ), gone as (
    delete from ${name} t using folded f where ${sameKey} and (f."is put" or f."is removed")
  )${patched}
  insert into ${name} (${all}) select ${all} from folded where "is put"`
}
