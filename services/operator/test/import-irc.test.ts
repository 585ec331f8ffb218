import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runningEmbeddedPostgres } from '@parley/embedded-postgres'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { expect, it, onTestFinished } from 'vitest'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

it('ENGINE-17, ENGINE-8: an import into a log that may not be read says so, and leaves no Postgres running', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  server.faults.denied = true
  const folder = mkdtempSync(join(tmpdir(), 'parley-import-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const child = spawn(process.execPath, [main, 'import', 'irc', folder], {
    env: { PATH: process.env['PATH'], HOME: folder, PARLEY_DATA: folder, EVENTSTORE_URL: server.url },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complained = ''
  child.stderr.on('data', (chunk: Buffer) => (complained += chunk.toString()))
  expect(await once(child, 'close')).toEqual([1, null])
  expect(complained).toMatch(/^the log can't be opened: .*AccessDenied.*$/m)
  expect(runningEmbeddedPostgres(join(folder, 'postgres'))).toBe(null)
}, 60_000)
