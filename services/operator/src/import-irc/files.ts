import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Log, type Problem, readLog } from '@parley/import-irc'
import * as E from 'fp-ts/lib/Either.js'

const ending = /(\.raw\.txt|\.log)$/

/** The names of the log files of a folder, in their order. */
export const logFiles = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((name) => ending.test(name)).toSorted()

/** Reads a log file, with the annotation beside it where there is one. */
export const readLogFile = async (folder: string, file: string): Promise<E.Either<Problem, Log>> => {
  const bytes = await readFile(join(folder, file))
  const beside = file.replace(ending, '.annotation.txt')
  const annotation = await readFile(join(folder, beside)).catch(() => null)
  return readLog({
    file,
    bytes,
    ...(annotation === null ? {} : { annotation: { file: beside, bytes: annotation } }),
  })
}
