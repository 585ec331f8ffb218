import { constants, zstdCompressSync } from 'node:zlib'
import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import { type Column, type ColumnType, placeColumns } from './columns.ts'
import type { FileAside } from './file-aside.ts'
import type { RowFile } from './row-file.ts'

/** A group of rows is written when it has so many rows, or so many characters of text: so much is held in memory. */
const groupRows = 50_000
const groupCharacters = 16 * 1024 * 1024

// Said, so that another default of another version of Node does not make other files of the same events.
const params = { [constants.ZSTD_c_compressionLevel]: 3 }

const optional = { repetition_type: 'OPTIONAL' } as const
const elements: Readonly<Record<ColumnType, Omit<SchemaElement, 'name'>>> = {
  text: { ...optional, type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { ...optional, type: 'INT64' },
  number: { ...optional, type: 'DOUBLE' },
  boolean: { ...optional, type: 'BOOLEAN' },
  moment: {
    ...optional,
    type: 'INT64',
    converted_type: 'TIMESTAMP_MILLIS',
    logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' },
  },
  json: { ...optional, type: 'BYTE_ARRAY', converted_type: 'JSON' },
}

const always = new Set<string>(placeColumns.map(({ name }) => name).filter((name) => name !== 'unreadable'))

const schemaOf = (columns: ReadonlyArray<Column>): Array<SchemaElement> => [
  { name: 'root', num_children: columns.length },
  ...columns.map(({ name, type }) => ({
    ...elements[type],
    name,
    ...(always.has(name) ? { repetition_type: 'REQUIRED' as const } : {}),
  })),
]

/** A value as the writer takes it. */
const cell = (type: ColumnType, value: unknown): unknown => {
  if (value === undefined || value === null) return undefined
  switch (type) {
    case 'integer':
      return BigInt(Number(value))
    case 'moment':
      return new Date(typeof value === 'string' ? value : Number.NaN)
    case 'text':
    case 'number':
    case 'boolean':
    case 'json':
      return value
    default:
      return type satisfies never
  }
}

/** Rows as a Parquet file, compressed with Zstandard. */
export const parquetFile = (file: FileAside, columns: ReadonlyArray<Column>): RowFile => {
  const writer = new ByteWriter()
  const parquet = new ParquetWriter({
    writer,
    schema: schemaOf(columns),
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, { params }) },
    createdBy: 'parley',
  })
  const fresh = (): Array<Array<unknown>> => columns.map(() => [])
  let group = fresh()
  let rows = 0
  let characters = 0

  const drain = async (): Promise<void> => {
    await file.write(writer.getBytes().slice())
    writer.index = 0
  }
  const flush = async (): Promise<void> => {
    const columnData = columns.map(({ name }, n) => ({ name, data: group[n] ?? [] }))
    await parquet.write({ columnData, rowGroupSize: Math.max(rows, 1) })
    group = fresh()
    rows = 0
    characters = 0
    await drain()
  }

  return {
    add: async (values) => {
      for (const [n, { type }] of columns.entries()) {
        const value = values[n]
        group[n]?.push(cell(type, value))
        if (typeof value === 'string') characters += value.length
      }
      rows += 1
      if (rows >= groupRows || characters >= groupCharacters) await flush()
    },
    finish: async () => {
      if (rows > 0) await flush()
      await parquet.finish()
      await drain()
      return file.finish()
    },
    abandon: file.abandon,
  }
}
