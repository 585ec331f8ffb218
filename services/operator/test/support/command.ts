import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { processEnv } from '@parley/runtime/testing'
import { onTestFinished } from 'vitest'
import { main } from './parley.ts'

/** A command of `parley read-models` in a process of its own. */
export interface Commanded {
  readonly child: ChildProcess
  /** What it has said to standard output, line by line. */
  readonly lines: ReadonlyArray<string>
  /** Its exit code; null where it was killed. */
  readonly ended: Promise<number | null>
  /** Resolves with the next line that it says; undefined where it ends without. */
  readonly next: () => Promise<string | undefined>
}

export const readModels = (databaseUrl: string, ...words: ReadonlyArray<string>): Commanded => {
  const env = { ...processEnv, DATABASE_URL: databaseUrl, USER: 'ada', LOG_LEVEL: 'silent' }
  const child = spawn(process.execPath, [main, 'read-models', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const lines: Array<string> = []
  let heard = Promise.withResolvers<string | undefined>()
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    heard.resolve(line)
    heard = Promise.withResolvers()
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code)
      heard.resolve(undefined)
    })
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return { child, lines, ended, next: () => heard.promise }
}
