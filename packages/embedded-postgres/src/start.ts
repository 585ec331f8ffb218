import { existsSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { type Binaries, installedBinaries, runnableBinaries } from './binaries.ts'
import { createCluster } from './create-cluster.ts'
import { connectionString, defaultDatabase, ensureDatabase } from './database.ts'
import type { EmbeddedPostgresError } from './errors.ts'
import { type FolderLock, takeFolder } from './folder-lock.ts'
import { type Folders, notUsable, openFolders } from './folders.ts'
import { launch } from './launch.ts'
import { type Postmaster, runningPostmaster } from './postmaster.ts'
import { serverUser } from './server-user.ts'
import { type Durability, type Settings, serverSettings } from './settings.ts'
import { stopPostmaster } from './stop.ts'
import { supervise, unwatched } from './supervise.ts'

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
  /**
   * Has the server watched over: where it is gone, it is started again, and this is called, with words, where it can't
   * be. Absent: nobody looks.
   */
  readonly lost?: (why: string) => void
}

/** A server that takes connections. */
export interface EmbeddedPostgres {
  /** How to connect to one of its databases, as the superuser. Absent: `parley`, which is always there. */
  readonly connectionString: (database?: string) => string
  /** The first postmaster's. */
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
          E.map((postmaster) => handle(folders, options, postmaster, lock.right)),
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
  const binaries = await programs(folders, options)
  if (E.isLeft(binaries)) return binaries
  const created = await createCluster(binaries.right, user, folders, durability)()
  if (E.isLeft(created)) return created
  const launched = await launchOn(folders, options, binaries.right, options.port ?? 0)
  if (E.isLeft(launched)) return launched
  const usable = await ensureDatabase(folders, launched.right.port)
  if (E.isRight(usable)) return launched
  await stopPostmaster(launched.right.pid)
  return usable
}

const programs = (folders: Folders, { log }: EmbeddedPostgresOptions) =>
  pipe(
    installedBinaries(),
    TE.chainEitherKW((paths) => runnableBinaries(paths, serverUser(folders.cluster), log)),
  )()

const launchOn = (
  folders: Folders,
  { durability = 'disk', settings }: EmbeddedPostgresOptions,
  binaries: Binaries,
  port: number,
) =>
  launch(binaries, serverUser(folders.cluster), folders, port, (chosen) => ({
    ...serverSettings(chosen, durability),
    ...settings,
  }))

/** Starts a server on data that are there, on the port that others know; its data are never made. */
const again = async (
  folders: Folders,
  options: EmbeddedPostgresOptions,
  port: number,
): Promise<E.Either<EmbeddedPostgresError, Postmaster>> => {
  try {
    const binaries = await programs(folders, options)
    return E.isLeft(binaries) ? binaries : await launchOn(folders, options, binaries.right, port)
  } catch (cause) {
    return E.left(notUsable(folders.dataDir, cause))
  }
}

/** The server that a killed Parley left behind, if there is one and it can be used as it is. */
const adopt = async (folders: Folders, options: EmbeddedPostgresOptions): Promise<Postmaster | null> => {
  const orphan = runningPostmaster(folders.cluster)
  if (orphan === null) return null
  const askedFor = options.port ?? 0
  if ((askedFor === 0 || askedFor === orphan.port) && E.isRight(await ensureDatabase(folders, orphan.port))) {
    options.log(`Taking on the Postgres that was left running (process ${orphan.pid}).`)
    return orphan
  }
  options.log(`Restarting the Postgres that was left running (process ${orphan.pid}).`)
  await stopPostmaster(orphan.pid)
  return null
}

const handle = (
  folders: Folders,
  options: EmbeddedPostgresOptions,
  postmaster: Postmaster,
  { held, release }: FolderLock,
): EmbeddedPostgres => {
  const { port } = postmaster
  const { lost, log } = options
  const supervision =
    lost === undefined
      ? unwatched(postmaster)
      : supervise(postmaster, { folders, ours: held, again: () => again(folders, options, port), log, lost })
  const endWithProcess = (): void => {
    const pid = supervision.pid()
    if (pid !== undefined) process.kill(pid, 'SIGINT')
  }
  process.once('exit', endWithProcess)
  const stop = async (): Promise<void> => {
    await supervision.stop()
    process.off('exit', endWithProcess)
    const pid = supervision.pid()
    if (pid !== undefined) await stopPostmaster(pid)
    release()
  }
  let stopping: Promise<void> | undefined
  return {
    connectionString: (database = defaultDatabase) => connectionString(folders, port, database),
    pid: postmaster.pid,
    port,
    stop: () => (stopping ??= stop()),
  }
}
