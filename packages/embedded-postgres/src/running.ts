import { connectionString, defaultDatabase } from './database.ts'
import { openFolders } from './folders.ts'
import { runningPostmaster } from './postmaster.ts'
import * as E from 'fp-ts/lib/Either.js'

/**
 * How to connect to the Postgres that another process, which goes on owning it, runs on a data folder. Null where
 * none takes connections there, or the folder is not ours to read.
 */
export const runningEmbeddedPostgres = (dataDir: string, database = defaultDatabase): string | null => {
  const folders = openFolders(dataDir)
  if (E.isLeft(folders)) return null
  const postmaster = runningPostmaster(folders.right.cluster)
  return postmaster?.ready === true ? connectionString(folders.right, postmaster.port, database) : null
}
