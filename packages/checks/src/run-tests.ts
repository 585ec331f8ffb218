import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import { toolEnvironment } from './run-tool.ts'
import { Tally } from './tally.ts'

/**
 * Runs vitest in the root, what it says going to the terminal, and gives its tally. A vitest that crashes, says that
 * it failed without saying why, or finds no test has failed.
 */
export const runTests = async (
  root: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv = {},
  output: 'inherit' | 'ignore' = 'inherit',
): Promise<Tally> => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tally-'))
  const file = join(folder, 'tally.json')
  const ended = await vitest(root, args, { ...toolEnvironment(root), ...env, PARLEY_TALLY: file }, output)
  const tally = readTally(file)
  rmSync(folder, { recursive: true, force: true })
  if (tally === null)
    return failure({ passed: 0, failed: 0, skipped: [] }, `The tests did not come to an end: ${ended}`)
  if (tally.passed + tally.failed === 0) return failure(tally, 'No test was run.')
  if (tally.failed === 0 && ended !== 'exit code 0') return failure(tally, `vitest ended with ${ended}`)
  return tally
}

const failure = (tally: Tally, why: string): Tally => {
  console.log(`failed ${why}`)
  return { ...tally, failed: tally.failed + 1 }
}

const vitest = (
  root: string,
  args: ReadonlyArray<string>,
  env: NodeJS.ProcessEnv,
  output: 'inherit' | 'ignore',
): Promise<string> =>
  new Promise((resolve) => {
    const reporter = join(import.meta.dirname, 'tally-reporter.ts')
    const child = spawn(
      'vitest',
      ['run', '--allowOnly=false', '--reporter=default', `--reporter=${reporter}`, ...args],
      { cwd: root, env, stdio: ['ignore', output, output] },
    )
    process.on('SIGINT', waitForVitest)
    const forward = (): boolean => child.kill('SIGTERM')
    process.on('SIGTERM', forward)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => {
      process.off('SIGINT', waitForVitest)
      process.off('SIGTERM', forward)
      resolve(signal === null ? `exit code ${code}` : `signal ${signal}`)
    })
  })

/** Ctrl-C reaches vitest too: it stops what it has started, and this then ends with what it said. */
const waitForVitest = (): void => {}

const readTally = (file: string): Tally | null => {
  try {
    const tally = Tally.decode(JSON.parse(readFileSync(file, 'utf8')))
    return E.isRight(tally) ? tally.right : null
  } catch {
    return null
  }
}
