import type { Column } from './columns.ts'
import { fileAside } from './file-aside.ts'
import { jsonLinesFile } from './json-lines.ts'
import { parquetFile } from './parquet.ts'
import type { FileKind, RowFile } from './row-file.ts'

/** Begins a file of rows. */
export const beginFile = async (
  kind: FileKind,
  folder: string,
  name: string,
  columns: ReadonlyArray<Column>,
): Promise<RowFile> => {
  const file = await fileAside(folder, name)
  switch (kind) {
    case 'parquet':
      return parquetFile(file, columns)
    case 'jsonl':
      return jsonLinesFile(file, columns)
    default:
      return kind satisfies never
  }
}
