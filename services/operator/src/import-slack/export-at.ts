import { wordsOf } from '@parley/runtime'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { tooLarge } from './bounds.ts'
import { openZip, type OpenedExport } from './zip-files.ts'

/** Opens an export, a ZIP file or a folder; left: what is wrong with it, in words. */
export const openExport = async (path: string): Promise<E.Either<string, OpenedExport>> => {
  try {
    const found = await stat(path)
    if (!found.isDirectory()) return await openZip(path)
    const inside = await readdir(path, { recursive: true, withFileTypes: true })
    const names = inside
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(join(path, sep).length).replaceAll(sep, '/'))
    return E.right({ files: { names, read: (name) => readIn(join(path, name)) }, close: () => undefined })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return E.left(`There is no ${path}.`)
    if (code === 'EACCES') return E.left(`You may not read ${path}.`)
    return E.left(`${path} can't be read: ${wordsOf(error)}`)
  }
}

const readIn = async (path: string): Promise<E.Either<string, Uint8Array>> => {
  try {
    const { size } = await stat(path)
    const large = tooLarge(size)
    return large === null ? E.right(await readFile(path)) : E.left(large)
  } catch (error) {
    return E.left(`can't be read: ${wordsOf(error)}`)
  }
}
