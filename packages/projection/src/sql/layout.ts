import { isNullable, sqlType } from '../table/column.ts'
import type { Column } from '../table/column.ts'
import type { AnyTable } from '../table/table.ts'
import { quoted } from './identifier.ts'

const columnType = ({ pg }: Column): string => (pg === 'text' ? 'text collate "C"' : sqlType(pg))

const columnsOf = ({ columns }: AnyTable): ReadonlyArray<string> =>
  Object.entries(columns).map(
    ([name, column]) => `${quoted(name)} ${columnType(column)}${isNullable(column) ? '' : ' not null'}`,
  )

const createTable = (schema: string, table: AnyTable): ReadonlyArray<string> => {
  const name = `${quoted(schema)}.${quoted(table.name)}`
  const options = table.fillfactor === undefined ? '' : ` with (fillfactor = ${table.fillfactor})`
  const key = `primary key (${table.key.map(quoted).join(', ')})`
  return [
    `create table ${name} (${[...columnsOf(table), key].join(', ')})${options}`,
    ...Object.entries(table.indexes).map(
      ([index, on]) => `create index ${quoted(`${table.name}_${index}`)} on ${name} ${on}`,
    ),
  ]
}

/** The statements that create tables in a schema. */
export const createTables = (schema: string, tables: ReadonlyArray<AnyTable>): ReadonlyArray<string> =>
  tables.flatMap((table) => createTable(schema, table))
