import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { FileId } from '../messages/bodies/parts.ts'
import type { Metadata, Tags } from './values.ts'

/** What is kept with a channel beside its name and description; null: nothing. */
export interface DetailsRow {
  readonly kind: 'details'
  readonly metadata: Metadata | null
  readonly tags: Tags | null
  readonly avatarFileId: FileId | null
  /** Whether it is listed; null: as its type says. */
  readonly isPublic: boolean | null
}

export const detailsRows: RowKind<DetailsRow, []> = rowKind('channel', 'details', 0)

/** The key of a channel's details. */
export const detailsKey = detailsRows.key()

/** Those of a channel that just began. */
export const noDetails: DetailsRow = {
  kind: 'details',
  metadata: null,
  tags: null,
  avatarFileId: null,
  isPublic: null,
}

/** The details of a channel. */
export const detailsOf = (rows: Rows): DetailsRow => rowAt(rows, detailsKey) ?? noDetails
