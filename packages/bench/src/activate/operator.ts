import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../../services/operator/src/main.ts', import.meta.url))

/** A command of `parley read-models` that runs. */
export interface Commanded {
  /** Resolves once it says something; at its end at the latest. */
  readonly begun: Promise<void>
  /** What it said last, as JSON. */
  readonly ended: Promise<unknown>
  readonly isOver: () => boolean
  /** Has it end as by Ctrl-C, and waits for that. */
  readonly stop: () => Promise<void>
}

/** Runs a command on the read models of a database, in a process of its own. */
export const operator = (databaseUrl: string, ...words: ReadonlyArray<string>): Commanded => {
  const child = spawn(process.execPath, [main, 'read-models', ...words, '--json'], {
    env: { ...process.env, DATABASE_URL: databaseUrl, EVENTSTORE_URL: '', USER: 'bench' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const begun = Promise.withResolvers<void>()
  let last = 'null'
  createInterface(child.stdout).on('line', (line) => {
    last = line
    begun.resolve()
  })
  const closed = once(child, 'close').then(() => begun.resolve())
  return {
    begun: begun.promise,
    ended: closed.then((): unknown => JSON.parse(last)),
    isOver: () => child.exitCode !== null,
    stop: async () => {
      child.kill('SIGTERM')
      await closed
    },
  }
}
