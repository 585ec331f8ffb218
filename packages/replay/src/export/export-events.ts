import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import { ReplayFailed } from '../failed.ts'
import { replay, type ReplayLog } from '../replay.ts'
import { askedOf, assertSame, emptyManifest, identityOf } from './asked.ts'
import { columnsOf } from './columns.ts'
import { ExportEnded } from './ended.ts'
import type { ExportError } from './errors.ts'
import { folderFault, openFolder } from './folder.ts'
import { HeldManifest } from './held-manifest.ts'
import { isMended, mended } from './mend.ts'
import type { ExportOptions } from './options.ts'
import { type Row, rowsOf } from './rows.ts'
import { type Target, writeFiles } from './write-files.ts'

/** What an export came to. */
export interface Exported {
  /** The files of the folder, and their rows. */
  readonly files: number
  readonly rows: number
  /** Of these rows, those of events that can't be read. */
  readonly unreadable: number
  /** The position that it went on from, and the one that it has come to. */
  readonly from: number
  readonly position: number
}

/**
 * Exports events into files, as `docs/spec/replay.md` says: run again, it goes on; stopped or killed anywhere and run
 * again, the files are those of a run that was not.
 */
export const exportEvents = async (
  log: ReplayLog,
  options: ExportOptions,
): Promise<E.Either<ExportError, Exported>> => {
  try {
    return await exported(log, options)
  } catch (error) {
    if (error instanceof ExportEnded) return E.left(error.reason)
    if (error instanceof ReplayFailed) return E.left({ _tag: 'LogFailed', error: error.reason })
    const fault = folderFault(error)
    if (fault === undefined) throw error
    return E.left(fault)
  }
}

const exported = async (log: ReplayLog, options: ExportOptions): Promise<E.Either<ExportError, Exported>> => {
  const { folder, stop, progress } = options
  const opened = await openFolder(folder)
  if (E.isLeft(opened)) return opened
  const before = opened.right
  const asked = askedOf(options, before)
  const identity = await identityOf(log, options.people)
  const ended = await log.end()()
  if (E.isLeft(ended)) return E.left({ _tag: 'LogFailed', error: ended.left })
  const end = ended.right ?? 0
  if (before !== undefined) assertSame(before, asked, identity, end)

  const columns = columnsOf({ omitsText: options.omitsText === true })
  const target: Target = {
    folder,
    kind: options.kind,
    columns: columns.all,
    positions: asked.positions,
    begin: asked.after,
  }
  let rowsRead = 0
  const toRows = rowsOf(columns)
  const rowsIn = async function* (after: number, upTo: number): AsyncGenerator<ReadonlyArray<Row>> {
    for await (const page of replay(log, replayOf(options, after, upTo))) {
      const rows = toRows(page)
      yield rows
      rowsRead += rows.length
      progress?.reached(page.position, rowsRead)
    }
    // What comes of a part of them is no whole file.
    if (stop?.aborted === true) throw new ExportEnded({ _tag: 'Stopped' })
  }

  const manifest = new HeldManifest(folder, before ?? emptyManifest(asked, identity), columns.all)
  if (before === undefined) await manifest.write()
  const from = manifest.now.position
  const to = Math.max(Math.min(options.to ?? end, end), from)
  progress?.begin(from, to)
  await mended(manifest, target, rowsIn)
  if (to > from || !(await isMended(manifest, target))) {
    const after = manifest.reopen() ?? asked.after
    await writeFiles(rowsIn(after, to), target, to, (file) => manifest.add(file))
    await manifest.reach(to, identity)
  }
  const { files, position } = manifest.now
  const sum = (counts: ReadonlyArray<number>): number => counts.reduce((all, count) => all + count, 0)
  return E.right({
    files: files.length,
    rows: sum(files.map(({ rows }) => rows)),
    unreadable: sum(files.map(({ unreadable }) => unreadable)),
    position,
    from,
  })
}

const replayOf = (options: ExportOptions, after: number, upTo: number) => ({
  from: after as Position,
  to: upTo as Position,
  ...(options.types === undefined ? {} : { types: options.types }),
  ...(options.tenantId === undefined ? {} : { streams: { tenantId: options.tenantId } }),
  ...(options.partition === undefined ? {} : { partition: options.partition }),
  ...(options.people === 'clear' ? {} : { mask: { key: options.people.key } }),
  ...(options.stop === undefined ? {} : { stop: options.stop }),
})
