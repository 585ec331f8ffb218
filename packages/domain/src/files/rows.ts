import type * as t from 'io-ts'
import { oneOf } from '../kit/union.ts'
import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { UserId } from '../values/ids.ts'
import type { FileSize, FileType } from './values.ts'

/** How far a file has come. */
export const FileStatus = oneOf(['registered', 'uploaded', 'deleted'], 'FileStatus')
export type FileStatus = t.TypeOf<typeof FileStatus>

/** A file, as decisions see it. */
export interface FileRow {
  readonly kind: 'file'
  readonly uploaderId: UserId
  readonly fileType: FileType
  readonly size: FileSize
  readonly status: FileStatus
}

export const fileRows: RowKind<FileRow, []> = rowKind('file', 'file', 0)

/** The key of a file in its stream. */
export const fileKey = fileRows.key()

/** The file, if it was ever registered. */
export const fileOf = (rows: Rows): FileRow | undefined => rowAt(rows, fileKey)
