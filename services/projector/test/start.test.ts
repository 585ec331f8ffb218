import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { processEnv } from '@parley/runtime/testing'
import { expect, it, onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

it('ENGINE-17: a projector of its own ends too where the log is not to be reached, and says why in a line', async () => {
  const child = spawn(process.execPath, [main], {
    env: { ...processEnv, DATABASE_URL: 'postgres://127.0.0.1:1/nowhere' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let complained = ''
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  expect(await once(child, 'close')).toEqual([2, null])
  expect(complained).toMatch(/^DATABASE_URL \(127.0.0.1:1\) can't be used: .*ECONNREFUSED.*$/m)
})
