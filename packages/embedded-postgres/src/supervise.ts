import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import { type EmbeddedPostgresError, explain } from './errors.ts'
import type { Folders } from './folders.ts'
import type { Postmaster } from './postmaster.ts'
import { startedAt } from './process-identity.ts'

/** What a watch over a server is told, and how it makes another one. */
export interface SuperviseOptions {
  readonly folders: Folders
  /** Whether the data folder is still the one that was taken. */
  readonly ours: () => boolean
  /** Starts a server on the same data and port. */
  readonly again: () => Promise<E.Either<EmbeddedPostgresError, Postmaster>>
  /** Told, in words, what happens. */
  readonly log: (line: string) => void
  /** Called once, with words, where no server can be had any more. */
  readonly lost: (why: string) => void
  /** Milliseconds between two looks, and those that are waited before a further try; fitting unless told. */
  readonly every?: number
  readonly pauses?: ReadonlyArray<number>
}

/** A watch over a server that this process needs. */
export interface Supervision {
  /** The process that the server is now; nothing where it is gone. */
  readonly pid: () => number | undefined
  /** Watches no more; resolves when no start is under way. */
  readonly stop: () => Promise<void>
}

/** A server that nobody watches over: it is there, or it is not. */
export const unwatched = ({ pid }: Postmaster): Supervision => {
  const identity = startedAt(pid)
  return {
    pid: () => (identity !== null && startedAt(pid) === identity ? pid : undefined),
    stop: () => Promise.resolve(),
  }
}

/** Looking costs a file's read on Linux, and a process elsewhere. */
const usualEvery = process.platform === 'linux' ? 250 : 2_000
const usualPauses = [0, 1_000, 2_000, 5_000, 10_000]
/** A server that has run for so long, in milliseconds, was well: what ends it then is a new matter. */
const wellAfter = 600_000

/**
 * Looks whether a server is there, and starts it again where it is gone, by a kill, a crash or somebody's hand. What
 * was committed is recovered by Postgres itself. It gives up after five tries that lead to nothing lasting, and at once
 * where the data are gone or their folder is another's: an empty database in their place would be taken for the truth,
 * a server that still runs writes into files that nobody can open any more, and what lies there now is not ours to end.
 */
export const supervise = (first: Postmaster, options: SuperviseOptions): Supervision => {
  const { folders, ours, again, log, lost, every = usualEvery, pauses = usualPauses } = options
  const stopping = new AbortController()
  let server = first
  let identity = startedAt(first.pid)
  let since = performance.now()
  let tries = 0
  let strange = 0

  const gone =
    `its data in ${folders.dataDir} are gone, or others lie there. Put them back, from a backup say, while no ` +
    'Parley runs, and start it again'

  const rest = (milliseconds: number): Promise<void> =>
    pause(milliseconds, undefined, { signal: stopping.signal }).catch(() => {})

  /** Whoever starts next to it may move the lock for a moment: one look alone says nothing. */
  const isReplaced = (): boolean => {
    strange = ours() ? 0 : strange + 1
    return strange > 1
  }

  /** Why there is no server any more; nothing once there is one. */
  const restart = async (): Promise<string | undefined> => {
    log(`Postgres (process ${server.pid}) is gone: starting it again on ${folders.dataDir}.`)
    let why = 'it ends again and again'
    while (tries < pauses.length) {
      await rest(pauses[tries] ?? 0)
      if (stopping.signal.aborted) return undefined
      tries += 1
      if (!ours() || !existsSync(join(folders.cluster, 'PG_VERSION'))) return gone
      const started = await again()
      if (E.isRight(started)) {
        server = started.right
        identity = startedAt(server.pid)
        since = performance.now()
        log(`Postgres runs again (process ${server.pid}). What was acknowledged is there.`)
        return undefined
      }
      why = explain(started.left)
    }
    return `${why.replace(/\.$/, '')}. See ${folders.log}, and start Parley again`
  }

  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await rest(every)
      if (stopping.signal.aborted) return
      if (isReplaced()) {
        lost(`Postgres can't go on: ${gone}.`)
        return
      }
      if (identity !== null && startedAt(server.pid) === identity) continue
      if (performance.now() - since > wellAfter) tries = 0
      const why = await restart()
      if (why === undefined) continue
      lost(`Postgres is gone and can't be started again: ${why}.`)
      return
    }
  }
  const watching = watch()

  return {
    pid: () => (identity !== null && startedAt(server.pid) === identity ? server.pid : undefined),
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}
