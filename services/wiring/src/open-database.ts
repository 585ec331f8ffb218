import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { explain, runningEmbeddedPostgres, startEmbeddedPostgres } from '@parley/embedded-postgres'
import * as E from 'fp-ts/lib/Either.js'
import type { Environment } from './environment.ts'

/** A Postgres to work with, and what ends our use of it. */
export interface Database {
  readonly url: string
  /** A few words for people: where it is. */
  readonly where: string
  readonly close: () => Promise<void>
}

const project = fileURLToPath(new URL('../../..', import.meta.url))

/** The folder of everything that Parley keeps on this machine: `PARLEY_DATA`, or `.parley` in the project. */
export const dataFolder = (env: Environment): string => {
  const told = env['PARLEY_DATA']
  if (told === undefined || told === '') return join(project, '.parley')
  return told.startsWith('~/') ? join(homedir(), told.slice(2)) : resolve(told)
}

/**
 * The Postgres at `DATABASE_URL`; else the embedded one of the data folder. Where another process runs that one,
 * `share` says to connect to it, as a tool does beside a running engine, and not to fail, as a second engine must.
 * An embedded one that is killed is started again; `lost` is called, with words, where that can't be.
 */
export const openDatabase = async (
  databaseUrl: string | undefined,
  env: Environment,
  log: (line: string) => void,
  { share, lost = () => {} }: { readonly share: boolean; readonly lost?: (why: string) => void },
): Promise<E.Either<string, Database>> => {
  if (databaseUrl !== undefined)
    return E.right({ url: databaseUrl, where: 'DATABASE_URL', close: () => Promise.resolve() })
  const dataDir = join(dataFolder(env), 'postgres')
  const started = await startEmbeddedPostgres({ dataDir, log, lost })()
  if (E.isRight(started)) {
    const { connectionString, stop } = started.right
    return E.right({ url: connectionString(), where: dataDir, close: stop })
  }
  const running = share && started.left._tag === 'FolderInUse' ? runningEmbeddedPostgres(dataDir) : null
  if (running === null) return E.left(explain(started.left))
  return E.right({ url: running, where: dataDir, close: () => Promise.resolve() })
}
