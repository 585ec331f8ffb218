import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { processEnv } from '@parley/runtime/testing'
import { runningEmbeddedPostgres } from '@parley/embedded-postgres'
import { onTestFinished } from 'vitest'
import { secret } from './engine.ts'
import { logUrl } from './log.ts'

const log = logUrl === undefined ? {} : { EVENTSTORE_URL: logUrl }
const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** `ppid` and whether it has ended but for its parent's look, or null where there is no such process. */
const statOf = (pid: number): { readonly parent: number; readonly ended: boolean } | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return { parent: Number(fields[1]), ended: fields[0] === 'Z' || fields[0] === 'X' }
  } catch {
    return null
  }
}
export const isAlive = (pid: number): boolean => statOf(pid)?.ended === false

/** A process and all that it has started. */
const treeOf = (pid: number): ReadonlyArray<number> => {
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((other) => statOf(other)?.parent === pid)
  return [pid, ...children.flatMap(treeOf)]
}

const kill9 = (pids: Iterable<number>): void => {
  for (const pid of pids)
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
}

export const untilGone = async (pids: Iterable<number>): Promise<void> => {
  for (const pid of pids) while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** The postmaster that works on a data folder, if there is one, as its own file names it. */
export const postmasterOf = (folder: string): number | null => {
  try {
    const pid = Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
    return isAlive(pid) ? pid : null
  } catch {
    return null
  }
}

/** Has something done when a test is over. Among tests that run at once it has to be the test's own. */
type Finished = (work: () => Promise<void>) => void

/** A data folder that goes, with whatever still works on it, when the test is over. */
export const dataFolder = (finished: Finished = onTestFinished): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-engine-'))
  finished(async () => {
    const postmaster = postmasterOf(folder)
    const left = postmaster === null ? [] : treeOf(postmaster)
    kill9(left)
    await untilGone(left)
    rmSync(folder, { recursive: true, force: true })
  })
  return folder
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

/** The engine as people start it, in a process of its own. */
export interface Running {
  readonly child: ChildProcess
  /** What it has said to the terminal. */
  readonly lines: ReadonlyArray<string>
  /** Resolves with what it says that matches; rejects when it ends without. */
  readonly says: (what: RegExp) => Promise<string>
  /** Its exit code, once it has one. */
  readonly ended: Promise<number | null>
}

/** Starts a program of Parley by its file, in a process of its own that ends with the test. */
export const startProgram = (
  file: string,
  env: Readonly<Record<string, string>>,
  words: ReadonlyArray<string> = [],
  nodeOptions: ReadonlyArray<string> = [],
  finished: Finished = onTestFinished,
): Running => {
  const child = spawn(process.execPath, [...nodeOptions, file, ...words], {
    env: { ...processEnv, PARLEY_JWT_SECRET: secret, ...log, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, as in a terminal: Ctrl-C goes to all of it.
    detached: true,
  })
  const lines: string[] = []
  const heard = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => {
      lines.push(line)
      for (const listener of heard) listener()
    })
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  finished(async () => {
    if (child.pid !== undefined) kill9([child.pid])
    await ended
  })
  const says = async (what: RegExp): Promise<string> => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const look = (): void => {
      const found = lines.find((line) => what.test(line))
      if (found !== undefined) resolve(found)
    }
    heard.add(look)
    void ended.then((code) => reject(new Error(`ended with ${code}, having said:\n${lines.join('\n')}`)))
    look()
    return promise.finally(() => heard.delete(look))
  }
  return { child, lines, says, ended }
}

export const startParley = (
  folder: string,
  env: Readonly<Record<string, string>> = {},
  words: ReadonlyArray<string> = [],
  finished: Finished = onTestFinished,
): Running => startProgram(main, { HOME: folder, PARLEY_DATA: folder, ...env }, words, [], finished)

/** Starts it, and gives where it is once it listens. */
export const running = async (folder: string, env: Readonly<Record<string, string>> = { PORT: '0' }) => {
  const engine = startParley(folder, env)
  const line = await engine.says(/^Parley is at /)
  const port = Number(/:(\d+)[.,]/.exec(line)?.[1])
  const databaseUrl = runningEmbeddedPostgres(join(folder, 'postgres'))
  const pid = engine.child.pid
  const postmaster = postmasterOf(folder)
  if (databaseUrl === null || pid === undefined || postmaster === null) throw new Error('not running')
  const killAll = async (): Promise<void> => {
    const pids = [pid, ...treeOf(postmaster)]
    kill9(pids)
    await untilGone(pids)
    await engine.ended
  }
  return {
    ...engine,
    pid,
    port,
    postmaster,
    url: `ws://127.0.0.1:${port}/ws`,
    stores: { databaseUrl, eventStoreUrl: logUrl },
    killAll,
  }
}
