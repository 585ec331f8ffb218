import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type IrcLog, readLog, type Reading } from '@parley/import-irc'
import type { Problem } from '@parley/import-kit'
import { wordsOf } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'

const ending = /\.(txt|log|weechatlog)$|\.log\.\d{8}$/
const annotation = '.annotation.txt'

/** The names of the log files of a folder, in their order. */
export const logFiles = async (folder: string): Promise<ReadonlyArray<string>> =>
  (await readdir(folder)).filter((name) => ending.test(name) && !name.endsWith(annotation)).toSorted()

/** Looks whether a folder has something to be imported; left: what is wrong with it, in words. */
export const folderToImport = async (folder: string, reading: Reading): Promise<E.Either<string, void>> => {
  try {
    const files = await logFiles(folder)
    if (files.length === 0)
      return E.left(
        `There is nothing to import in ${folder}: no file is called NAME.log, NAME.txt or NAME.weechatlog.`,
      )
    return await understoodIn(folder, files, reading)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return E.left(`There is no folder ${folder}.`)
    if (code === 'ENOTDIR') return E.left(`${folder} is a file: name the folder that it lies in.`)
    if (code === 'EACCES') return E.left(`You may not read the folder ${folder}.`)
    return E.left(`The folder ${folder} can't be read: ${wordsOf(error)}`)
  }
}

/** Looks whether anything in a folder is understood; left: what the first thing is that is not. */
const understoodIn = async (
  folder: string,
  files: ReadonlyArray<string>,
  reading: Reading,
): Promise<E.Either<string, void>> => {
  let first: Problem | undefined
  for (const file of files) {
    const log = await readLogFile(folder, file, reading)
    if (E.isRight(log) && log.right.lines.length > 0) return E.right(undefined)
    first ??= E.isLeft(log) ? log.left : log.right.problems[0]
  }
  const where = first === undefined ? 'all files are empty' : `${first.file}:${first.line}: ${first.what}`
  return E.left(`There is nothing to import in ${folder}: nothing in its files was understood (${where}).`)
}

/** Reads a log file, with the annotation beside it where there is one. */
export const readLogFile = async (
  folder: string,
  file: string,
  reading: Reading,
): Promise<E.Either<Problem, IrcLog>> => {
  const bytes = await readFile(join(folder, file))
  const beside = `${file.replace(/(\.raw)?\.(txt|log)$/, '')}${annotation}`
  const found = await readFile(join(folder, beside)).catch(() => null)
  return readLog(
    { file, bytes, ...(found === null ? {} : { annotation: { file: beside, bytes: found } }) },
    reading,
  )
}
