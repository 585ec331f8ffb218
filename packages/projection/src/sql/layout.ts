import { isNullable, type PgType, sqlType } from '../table/column.ts'
import type { AnyTable } from '../table/table.ts'
import { quoted } from './identifier.ts'

/** The type of a column, as it is created. */
export const columnType = (pg: PgType): string => (pg === 'text' ? 'text collate "C"' : sqlType(pg))

const columnsOf = ({ columns }: AnyTable): ReadonlyArray<string> =>
  Object.entries(columns).map(
    ([name, column]) => `${quoted(name)} ${columnType(column.pg)}${isNullable(column) ? '' : ' not null'}`,
  )

/** A table of a schema, as SQL names it. */
export const nameIn = (schema: string, { name }: AnyTable): string => `${quoted(schema)}.${quoted(name)}`

const keyOf = ({ key }: AnyTable): string => `(${key.map(quoted).join(', ')})`

const createWith = (schema: string, table: AnyTable, parts: ReadonlyArray<string>): string => {
  const options = table.fillfactor === undefined ? '' : ` with (fillfactor = ${table.fillfactor})`
  return `create table ${nameIn(schema, table)} (${parts.join(', ')})${options}`
}

/** The statements that create the indexes of a table, without that of its key. */
const createIndexes = (schema: string, table: AnyTable, create = 'create index'): ReadonlyArray<string> =>
  Object.entries(table.indexes).map(
    ([index, on]) => `${create} ${quoted(`${table.name}_${index}`)} on ${nameIn(schema, table)} ${on}`,
  )

/** The statements that create tables in a schema. */
export const createTables = (schema: string, tables: ReadonlyArray<AnyTable>): ReadonlyArray<string> =>
  tables.flatMap((table) => [
    createWith(schema, table, [...columnsOf(table), `primary key ${keyOf(table)}`]),
    ...createIndexes(schema, table),
  ])

/** The statement that creates a table as it is in a schema, but without key and indexes. */
export const createBare = (schema: string, table: AnyTable): string =>
  createWith(schema, table, columnsOf(table))

/** The name that Postgres gives to the index of a table's key. */
const keyIndex = ({ name }: AnyTable): string => quoted(`${name}_pkey`)

/**
 * The statements that give a table that was created bare its indexes, that of its key among them, where it has them not.
 * They may be carried out at the same time.
 */
export const addIndexes = (schema: string, table: AnyTable): ReadonlyArray<string> => [
  `create unique index if not exists ${keyIndex(table)} on ${nameIn(schema, table)} ${keyOf(table)}`,
  ...createIndexes(schema, table, 'create index if not exists'),
]

/** The statement that has the key of a table be its key, once the index is there: then it is as any other. */
export const addKey = (schema: string, table: AnyTable): string =>
  `alter table ${nameIn(schema, table)} add primary key using index ${keyIndex(table)}`
