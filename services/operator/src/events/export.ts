import { explainExportError, exportEvents, type FileKind } from '@parley/replay/export'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { askedOf, type Typed } from './asked.ts'
import { type PeopleOptions, peopleOf } from './export-key.ts'
import { openEvents } from './open-log.ts'
import { progressOn } from './progress.ts'

/** The options of an export, as they were typed. */
export interface TypedExport extends Typed, PeopleOptions {
  readonly omitText?: boolean
}

/** `parley events export KIND FOLDER`: writes the log into files. Gives the exit code. */
export const exportCommand = async (
  kind: FileKind,
  folder: string,
  options: TypedExport,
): Promise<number> => {
  const asked = askedOf(options)
  if (E.isLeft(asked)) return fail(asked.left)
  const people = await peopleOf(options, process.env)
  if (E.isLeft(people)) return fail(people.left)
  const opened = await openEvents(process.env)
  if (E.isLeft(opened)) return fail(opened.left)
  const { store, usualPositions, close } = opened.right
  const stopping = new AbortController()
  const stop = (): void => stopping.abort()
  const progress = progressOn(process.stderr)
  process.once('SIGINT', stop).once('SIGTERM', stop)
  try {
    const exported = await exportEvents(store, {
      ...asked.right,
      kind,
      folder,
      people: people.right,
      omitsText: options.omitText === true,
      usualPositions,
      progress,
      stop: stopping.signal,
    })
    progress.end()
    if (E.isLeft(exported)) return fail(explainExportError(exported.left))
    const { rows, files, unreadable, position } = exported.right
    console.log(`${rows} events in ${files} files, up to position ${position}`)
    if (unreadable > 0)
      console.log(`${unreadable} of them could not be read: why is in their column "unreadable"`)
    return 0
  } catch (error) {
    return fail(wordsOf(error))
  } finally {
    progress.end()
    await close()
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}

const fail = (why: string): number => {
  console.error(why)
  return 1
}
