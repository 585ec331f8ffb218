import { createHash } from 'node:crypto'
import { ExportEnded } from './ended.ts'
import type { ExportError } from './errors.ts'
import { stateOfFile } from './folder.ts'
import type { HeldManifest } from './held-manifest.ts'
import type { ExportedFile } from './manifest.ts'
import type { Row } from './rows.ts'
import { noteEvent, type Target, writeFiles, type WrittenFile } from './write-files.ts'

/** The rows of the events after a position and up to another. */
export type RowsIn = (after: number, upTo: number) => AsyncGenerator<ReadonlyArray<Row>>

/**
 * Writes anew what is gone or of another size, and holds the last file that is whole against the log: a log that was
 * set back and has grown since has other events there.
 */
export const mended = async (manifest: HeldManifest, target: Target, rowsIn: RowsIn): Promise<void> => {
  const { files } = manifest.now
  const lastWhole = files.findLast(({ whole }) => whole)
  for (const [n, file] of files.entries()) {
    if (!file.whole) continue
    const state = await stateOfFile(target.folder, file)
    const after = files[n - 1]?.last ?? target.begin
    if (state === 'good') {
      if (file === lastWhole && (await eventsIn(rowsIn(after, file.upTo))) !== file.events)
        throw new ExportEnded(otherEvents(file))
      continue
    }
    let again: WrittenFile | undefined
    await writeFiles(rowsIn(after, file.upTo), target, file.upTo, async (written) => {
      again = written
    })
    if (state === 'differs' && again?.events !== file.events) throw new ExportEnded(otherEvents(file))
    await manifest.replace(file, again)
  }
}

const otherEvents = ({ name }: ExportedFile): ExportError => ({
  _tag: 'OtherLog',
  what: `those of ${name} are others there. If that was meant, delete that file and run it again`,
})

const eventsIn = async (pages: AsyncIterable<ReadonlyArray<Row>>): Promise<string> => {
  const events = createHash('sha256')
  for await (const rows of pages) for (const row of rows) noteEvent(events, row)
  return events.digest('hex')
}

/** Whether the last file is as it was written, which is one that is not whole: `mended` leaves those. */
export const isMended = async ({ now }: HeldManifest, { folder }: Target): Promise<boolean> => {
  const last = now.files.at(-1)
  return last === undefined || (await stateOfFile(folder, last)) === 'good'
}
