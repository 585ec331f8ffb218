import { readFileSync } from 'node:fs'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type * as E from 'fp-ts/lib/Either.js'
import pg from 'pg'
import { superuser } from './create-cluster.ts'
import type { StartFailed } from './errors.ts'
import type { Folders } from './folders.ts'

export const defaultDatabase = 'parley'

export const connectionString = (folders: Folders, port: number, database: string): string => {
  const password = readFileSync(folders.password, 'utf8')
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}

/** Makes the default database where it is missing. That this works also shows that the password is the right one. */
export const ensureDatabase = (folders: Folders, port: number): Promise<E.Either<StartFailed, void>> =>
  TE.tryCatch(
    async () => {
      const client = new pg.Client({ connectionString: connectionString(folders, port, 'postgres') })
      // Without a listener a connection that is cut would end the process; the query in flight fails as it is.
      client.on('error', () => {})
      await client.connect()
      try {
        const found = await client.query('select 1 from pg_database where datname = $1', [defaultDatabase])
        if (found.rowCount === 0) await client.query(`create database ${defaultDatabase}`)
      } finally {
        await client.end()
      }
    },
    (cause): StartFailed => ({ _tag: 'StartFailed', cause: String(cause) }),
  )()
