import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { processEnv } from '@parley/runtime/testing'
import { onTestFinished } from 'vitest'

export const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** `parley …` as people run it; killed where it has not ended by the end of the test. */
export const parley = (words: ReadonlyArray<string>, env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(process.execPath, [main, ...words], {
    env: { ...processEnv, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [said, complained] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  // What the tests' own Postgres is not set up for is said of it, too.
  const ownWords = (): string => complained.replaceAll(/^DATABASE_URL .* is off there: .*\n/gm, '')
  return { child, ended: ended.then((code) => ({ code, said, complained: ownWords() })) }
}
