import { createHash, type Hash } from 'node:crypto'
import { beginFile } from './begin-file.ts'
import type { Column } from './columns.ts'
import type { ExportedFile } from './manifest.ts'
import { fileName, type Range, rangeAt } from './ranges.ts'
import type { FileKind, RowFile } from './row-file.ts'
import type { Row } from './rows.ts'

/** Where files are written, and how. */
export interface Target {
  readonly folder: string
  readonly kind: FileKind
  readonly columns: ReadonlyArray<Column>
  /** How many positions a file covers. */
  readonly positions: number
  /** The position after which the first event is asked for. */
  readonly begin: number
}

/** A file that was written; which of its manifest's schemas it has is known there. */
export type WrittenFile = Omit<ExportedFile, 'schema'>

interface Open {
  readonly range: Range
  readonly name: string
  readonly file: RowFile
  readonly events: Hash
  rows: number
  unreadable: number
  last: number
}

/** What tells which events rows are of, whatever columns they have. */
export const noteEvent = (events: Hash, { position, id }: Row): void => {
  events.update(`${position} ${id}\n`)
}

/**
 * Writes rows, which come in the order of their positions and are all up to `to`, into the files of their ranges. A
 * file is said when it is in its place, before the next begins. What throws meanwhile leaves none that is half.
 */
export const writeFiles = async (
  rows: AsyncIterable<ReadonlyArray<Row>>,
  target: Target,
  to: number,
  written: (file: WrittenFile) => Promise<void>,
): Promise<void> => {
  let open: Open | undefined

  const begun = async (range: Range): Promise<Open> => {
    const name = fileName(range, target.kind)
    const file = await beginFile(target.kind, target.folder, name, target.columns)
    return { range, name, file, events: createHash('sha256'), rows: 0, unreadable: 0, last: range.after }
  }
  const finish = async ({ range, name, file, events, ...counts }: Open, reached: number): Promise<void> => {
    open = undefined
    const { bytes, sha256 } = await file.finish()
    await written({
      name,
      ...range,
      ...counts,
      whole: reached >= range.upTo,
      events: events.digest('hex'),
      bytes,
      sha256,
    })
  }

  try {
    for await (const page of rows)
      for (const row of page) {
        if (open !== undefined && row.position > open.range.upTo) await finish(open, row.position)
        open ??= await begun(rangeAt(row.position, target.positions, target.begin))
        await open.file.add(row.values)
        noteEvent(open.events, row)
        open.rows += 1
        if (row.isUnreadable) open.unreadable += 1
        open.last = row.position
      }
    if (open !== undefined) await finish(open, to)
  } finally {
    await open?.file.abandon()
  }
}
