import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { explain, type FolderNotUsable } from './errors.ts'
import { causeOf, makeFolder } from './make-folder.ts'

/** What lies where in the data folder. All of it is its owner's alone; only `cluster` is the server's user's. */
export interface Folders {
  readonly dataDir: string
  /** Postgres's own data directory. */
  readonly cluster: string
  readonly password: string
  /** The port that was given to the server, so that it keeps it from one start to the next. */
  readonly port: string
  /** What the server said. */
  readonly log: string
}

/** Makes the data folder where it is missing, and checks that it can be written. */
export const openFolders = (dataDir: string): E.Either<FolderNotUsable, Folders> => {
  const folder = resolve(dataDir)
  const at = (name: string): string => join(folder, name)
  return E.tryCatch(
    () => {
      makeFolder(folder)
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
      if (!existsSync(at('password'))) {
        writeFileSync(at('password'), randomBytes(24).toString('base64url'), { mode: 0o600 })
      }
      return {
        dataDir: folder,
        cluster: at('cluster'),
        password: at('password'),
        port: at('port'),
        log: at('postgres.log'),
      }
    },
    (cause) => notUsable(folder, cause),
  )
}

export const notUsable = (folder: string, cause: unknown): FolderNotUsable => ({
  _tag: 'FolderNotUsable',
  folder,
  cause: causeOf(cause),
})

/** Why a folder can't be used, in words for the person at the terminal. */
export const explainFolder = (folder: string, cause: unknown): string => explain(notUsable(folder, cause))

/** The end of the server's log, for the message about a start that failed. */
export const logTail = (folders: Folders): string =>
  existsSync(folders.log) ? readFileSync(folders.log, 'utf8').trimEnd().split('\n').slice(-5).join('\n') : ''
