import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import pg from 'pg'
import { afterAll, onTestFinished } from 'vitest'
import { type EmbeddedPostgres, type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../src/index.ts'
import { isAlive } from '../src/process-identity.ts'
import { stopPostmaster } from '../src/stop.ts'
import { watchOver } from '../src/testing/watchdog.ts'

/** A data folder that the test's end removes, in a folder that nobody else may enter. */
export const dataFolder = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'parley-pg-'))
  onTestFinished(() => rmSync(home, { recursive: true, force: true }))
  return join(home, '.parley', 'postgres')
}

let template: Promise<string> | undefined

afterAll(async () => {
  if (template !== undefined) rmSync(await template, { recursive: true, force: true })
})

/** The same, with a cluster in it that was made before: a copy takes a tenth of the time. */
export const madeFolder = async (): Promise<string> => {
  const folder = dataFolder()
  template ??= (async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'parley-pg-template-'))
    const started = await tryStart(dataDir)
    if (E.isLeft(started)) throw new Error(JSON.stringify(started.left))
    await started.right.stop()
    rmSync(join(dataDir, 'port'))
    return dataDir
  })()
  const made = await template
  mkdirSync(dirname(folder), { recursive: true })
  execFileSync('cp', ['-a', made, folder])
  return folder
}

export const tryStart = (
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): ReturnType<ReturnType<typeof startEmbeddedPostgres>> =>
  startEmbeddedPostgres({ dataDir, durability: 'none', log: () => {}, ...options })()

/** A running server that the test's end stops. */
export const start = async (
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<EmbeddedPostgres> => {
  const started = await tryStart(dataDir, options)
  if (E.isLeft(started)) throw new Error(JSON.stringify(started.left))
  const dismiss = watchOver(started.right.pid, dirname(dirname(dataDir)))
  onTestFinished(async () => {
    await started.right.stop()
    dismiss()
  })
  return started.right
}

/** Runs one statement on a connection of its own. */
export const query = async (url: string, statement: string): Promise<ReadonlyArray<unknown>> => {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: statement, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const Said = t.strict({ server: t.number, url: t.string })

export interface Held {
  readonly child: ChildProcess
  readonly server: number
  readonly url: string
  /** Ends the process alone, by kill -9, and waits until it is gone. */
  readonly kill: () => Promise<void>
  /** Tells it to end, and gives its exit code. */
  readonly end: () => Promise<number | null>
}

/** The same in a process of its own, to be killed. */
export const hold = async (dataDir: string, mode = ''): Promise<Held> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'fixtures/hold.ts'), dataDir, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = once(child, 'exit')
  const [line] = (await once(createInterface(child.stdout), 'line')) as ReadonlyArray<string>
  const said = Said.decode(JSON.parse(line ?? 'null'))
  if (E.isLeft(said)) throw new Error(line)
  const dismiss = watchOver(said.right.server, dirname(dirname(dataDir)))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await gone
    await stopPostmaster(said.right.server)
    dismiss()
  })
  return {
    child,
    ...said.right,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    end: async () => {
      child.stdin.write('end\n')
      await gone
      return child.exitCode
    },
  }
}

/** Resolves when the process has ended. */
export const untilGone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 5))
}
