import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { installedBinaries, runnableBinaries } from './binaries.ts'
import { createCluster } from './create-cluster.ts'
import { connectionString, defaultDatabase, ensureDatabase } from './database.ts'
import type { EmbeddedPostgresError } from './errors.ts'
import { takeFolder } from './folder-lock.ts'
import { type Folders, notUsable, openFolders } from './folders.ts'
import { launch } from './launch.ts'
import { type Postmaster, runningPostmaster } from './postmaster.ts'
import { startedAt } from './process-identity.ts'
import { serverUser } from './server-user.ts'
import { type Durability, type Settings, serverSettings } from './settings.ts'
import { stopPostmaster } from './stop.ts'

/** Where the data lies, and how the server is run. */
export interface EmbeddedPostgresOptions {
  /** Where the data lies; made where it is missing. One live process at a time works on it. */
  readonly dataDir: string
  /** On the loopback address. 0 or absent: that of the last start, or else a free one. */
  readonly port?: number
  /** Absent: `disk`. */
  readonly durability?: Durability
  /** Server settings beside or instead of ours, by Postgres's names. */
  readonly settings?: Settings
  /** Takes what a person at the terminal should know, a line at a time. */
  readonly log: (line: string) => void
}

/** A server that takes connections. */
export interface EmbeddedPostgres {
  /** How to connect to one of its databases, as the superuser. Absent: `parley`, which is always there. */
  readonly connectionString: (database?: string) => string
  /** The postmaster's. */
  readonly pid: number
  readonly port: number
  /** Ends the server and gives the folder free. Waits until both are done; may be called twice. */
  readonly stop: () => Promise<void>
}

/**
 * Starts a Postgres of one's own on a data folder, and resolves when it takes connections.
 *
 * Where a killed Parley left its server running, that one is taken on instead; where the server was killed too,
 * Postgres recovers what was committed. Should this process exit without `stop`, the server is told to end.
 */
export const startEmbeddedPostgres = (
  options: EmbeddedPostgresOptions,
): TE.TaskEither<EmbeddedPostgresError, EmbeddedPostgres> =>
  pipe(
    TE.fromEither<EmbeddedPostgresError, Folders>(openFolders(options.dataDir)),
    TE.chain((folders) => startIn(folders, options)),
  )

const startIn = (
  folders: Folders,
  options: EmbeddedPostgresOptions,
): TE.TaskEither<EmbeddedPostgresError, EmbeddedPostgres> =>
  pipe(
    TE.tryCatch(
      async (): Promise<E.Either<EmbeddedPostgresError, EmbeddedPostgres>> => {
        const lock = takeFolder(folders.dataDir)
        if (E.isLeft(lock)) return lock
        const started = await run(folders, options)
        if (E.isLeft(started)) lock.right.release()
        return pipe(
          started,
          E.map((postmaster) => handle(folders, postmaster, lock.right.release)),
        )
      },
      (cause): EmbeddedPostgresError => notUsable(folders.dataDir, cause),
    ),
    TE.chainEitherK((result) => result),
  )

const run = async (
  folders: Folders,
  options: EmbeddedPostgresOptions,
): Promise<E.Either<EmbeddedPostgresError, Postmaster>> => {
  const adopted = await adopt(folders, options)
  if (adopted !== null) return E.right(adopted)
  const user = serverUser(folders.cluster)
  const durability = options.durability ?? 'disk'
  if (!existsSync(folders.cluster))
    options.log(`Making a Postgres database in ${folders.dataDir}, this first time; that takes some seconds.`)
  const binaries = await pipe(
    installedBinaries(),
    TE.chainEitherKW((paths) => runnableBinaries(paths, user, options.log)),
    TE.chainFirstW((found) => createCluster(found, user, folders, durability)),
  )()
  if (E.isLeft(binaries)) return binaries
  const launched = await launch(binaries.right, user, folders, options.port ?? 0, (port) => ({
    ...serverSettings(port, durability),
    ...options.settings,
  }))
  if (E.isLeft(launched)) return launched
  const usable = await ensureDatabase(folders, launched.right.port)
  if (E.isRight(usable)) return launched
  await stopPostmaster(launched.right.pid)
  return usable
}

/** The server that a killed Parley left behind, if there is one and it can be used as it is. */
const adopt = async (folders: Folders, options: EmbeddedPostgresOptions): Promise<Postmaster | null> => {
  const orphan = runningPostmaster(folders.cluster)
  if (orphan === null) return null
  const wanted = options.port ?? 0
  if ((wanted === 0 || wanted === orphan.port) && E.isRight(await ensureDatabase(folders, orphan.port))) {
    options.log(`Taking on the Postgres that was left running (process ${orphan.pid}).`)
    return orphan
  }
  options.log(`Restarting the Postgres that was left running (process ${orphan.pid}).`)
  await stopPostmaster(orphan.pid)
  return null
}

const handle = (folders: Folders, postmaster: Postmaster, release: () => void): EmbeddedPostgres => {
  const identity = startedAt(postmaster.pid)
  const endWithProcess = (): void => {
    if (startedAt(postmaster.pid) === identity && identity !== null) process.kill(postmaster.pid, 'SIGINT')
  }
  process.once('exit', endWithProcess)
  const stop = async (): Promise<void> => {
    process.off('exit', endWithProcess)
    if (startedAt(postmaster.pid) === identity) await stopPostmaster(postmaster.pid)
    release()
  }
  let stopping: Promise<void> | undefined
  return {
    connectionString: (database = defaultDatabase) => connectionString(folders, postmaster.port, database),
    pid: postmaster.pid,
    port: postmaster.port,
    stop: () => (stopping ??= stop()),
  }
}
