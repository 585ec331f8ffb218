import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import * as E from 'fp-ts/lib/Either.js'
import type { Binaries } from './binaries.ts'
import type { PortTaken, StartFailed } from './errors.ts'
import { type Folders, logTail } from './folders.ts'
import { freePort, rememberedPort } from './ports.ts'
import { endLeftovers, notedPostmaster, type Postmaster, rememberPostmaster } from './postmaster.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'
import { asArguments, type Settings } from './settings.ts'

const largestLog = 16 * 1024 * 1024

/**
 * Runs the server on a port, `asked` or one that is free, and waits until it takes connections, for as long as
 * it takes to recover from a crash. What ends this wait is that it is ready or has ended.
 */
export const launch = async (
  binaries: Binaries,
  user: ServerUser | null,
  folders: Folders,
  asked: number,
  settingsFor: (port: number) => Settings,
): Promise<E.Either<PortTaken | StartFailed, Postmaster>> => {
  endLeftovers(folders.cluster)
  // No postmaster runs on this directory: that was looked at. A note left by a crash would have Postgres refuse to
  // start where its pid meanwhile belongs to another program. Its own lock in shared memory still holds.
  rmSync(join(folders.cluster, 'postmaster.pid'), { force: true })
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(folders, asked)
    if (port === null) return E.left({ _tag: 'PortTaken', port: asked })
    const child = run(binaries, user, folders, settingsFor(port))
    const postmaster = await untilReady(child, folders)
    if (postmaster !== null) {
      child.unref()
      writeFileSync(folders.port, String(port), { mode: 0o600 })
      rememberPostmaster(folders.cluster, postmaster.pid)
      return E.right(postmaster)
    }
    const said = logTail(folders)
    // Someone was quicker to a free port, or what the killed server left is still dying: both pass.
    const passing = /could not create any TCP\/IP sockets|pre-existing shared memory block/.test(said)
    if (!passing || attempt === 10) return E.left({ _tag: 'StartFailed', cause: said })
    await sleep(200)
  }
}

const choosePort = async (folders: Folders, asked: number): Promise<number | null> => {
  if (asked !== 0) return await freePort(asked)
  return (await freePort(rememberedPort(folders))) ?? (await freePort(0))
}

const run = (
  binaries: Binaries,
  user: ServerUser | null,
  folders: Folders,
  settings: Settings,
): ChildProcess => {
  const { dataArgument, options } = runAs(user, folders.cluster)
  // A file and not a pipe: the server outlives a Parley that is killed, and then still has where to write.
  const log = openSync(folders.log, 'a', 0o600)
  if (statSync(folders.log).size > largestLog) ftruncateSync(log)
  try {
    return spawn(binaries.postgres, ['-D', dataArgument, ...asArguments(settings)], {
      ...options,
      stdio: ['ignore', log, log],
      // A session of its own: Ctrl-C in the terminal is for Parley, which stops its server last.
      detached: true,
    })
  } finally {
    closeSync(log)
  }
}

const untilReady = async (child: ChildProcess, folders: Folders): Promise<Postmaster | null> => {
  let failed = false
  child.once('error', () => {
    failed = true
  })
  while (!failed && child.exitCode === null && child.signalCode === null) {
    const noted = notedPostmaster(folders.cluster)
    if (noted !== null && noted.pid === child.pid && noted.ready) return noted
    await sleep(10)
  }
  return null
}
