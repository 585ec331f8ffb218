import { mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { ExportError } from './errors.ts'
import { unfinished } from './file-aside.ts'
import { type Manifest, manifestName, readManifest } from './manifest.ts'

/** Has the folder there, without what an earlier run left unfinished, and gives its manifest; undefined: it is empty. */
export const openFolder = async (folder: string): Promise<E.Either<ExportError, Manifest | undefined>> => {
  await mkdir(folder, { recursive: true })
  const names = await readdir(folder)
  const leftOver = names.filter((name) => name.endsWith(unfinished))
  for (const name of leftOver) await rm(join(folder, name), { force: true })
  const others = names.filter((name) => !leftOver.includes(name))
  if (others.length > 0 && !others.includes(manifestName))
    return E.left({ _tag: 'OtherExport', what: `it has no ${manifestName}, and is not empty` })
  return readManifest(folder)
}

/** Whether a file is as it was written: `gone`: it is not there; `differs`: it is of another size. */
export const stateOfFile = async (
  folder: string,
  { name, bytes }: { readonly name: string; readonly bytes: number },
): Promise<'good' | 'gone' | 'differs'> => {
  try {
    const { size } = await stat(join(folder, name))
    return size === bytes ? 'good' : 'differs'
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'gone'
    throw error
  }
}

/** Why a folder can't be worked on, in words; undefined: that is not what it is about. */
export const folderFault = (error: unknown): ExportError | undefined => {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  const words: Readonly<Record<string, string>> = {
    EACCES: 'you may not write there',
    EPERM: 'you may not write there',
    EROFS: 'it can only be read',
    ENOSPC: 'there is no space left: make some, and run it again to go on from there',
    EDQUOT: 'there is no space left for you: make some, and run it again to go on from there',
    ENOTDIR: 'it is a file, or lies in one',
    EEXIST: 'it is a file',
  }
  return { _tag: 'FolderFailed', cause: words[String(error.code)] ?? error.message }
}
