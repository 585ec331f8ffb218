import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/**
 * Makes a folder, and those above it that are missing, for its owner alone. Throws where that can't be. (`mkdirSync`
 * with `recursive` never comes to an end below `/proc`, where nothing can be made and nothing says so.)
 */
export const makeFolder = (folder: string): void => {
  const missing: Array<string> = []
  for (let at = folder; !exists(at); at = dirname(at)) missing.unshift(at)
  for (const path of missing)
    try {
      mkdirSync(path, { mode: 0o700 })
    } catch (error) {
      // Another process may have been quicker.
      if (codeOf(error) !== 'EEXIST' || !isFolder(path)) throw error
    }
  if (!isFolder(folder)) throw Object.assign(new Error(`${folder} is a file`), { code: 'ENOTDIR' })
}

const exists = (path: string): boolean => {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined
  } catch {
    // Too long a name, no right to look, a file on the way: making it says which.
    return false
  }
}

const causes: Readonly<Record<string, string>> = {
  EACCES: 'whoever runs Parley may not write there',
  EPERM: 'it is not allowed there, by the system or by its kind of file system',
  EEXIST: 'something else is in its place',
  ENAMETOOLONG: 'its path is too long',
  ENOENT: 'no folder can be made there',
  ENOSPC: 'no space is left on its disk',
  EDQUOT: 'no more may be written there: the quota is used up',
  ENOTDIR: 'a file is in its place, or in that of a folder above it',
  EROFS: 'its file system can only be read',
  EIO: 'its disk fails',
  ELOOP: 'its links lead in a circle',
}

/** Why a folder can't be used, in words; where the system gave a reason of its own, with that. */
export const causeOf = (error: unknown): string => {
  const said = error instanceof Error ? error.message : String(error)
  const words = causes[codeOf(error) ?? '']
  return words === undefined ? said : `${words} (${said})`
}
