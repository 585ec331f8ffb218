import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import type { TestProject } from 'vitest/node'
import { explain } from '../errors.ts'
import { startEmbeddedPostgres } from '../start.ts'
import { watchOver } from './watchdog.ts'

/**
 * For vitest's `globalSetup`: one Postgres for the whole run, on data that is thrown away with it; or, where
 * `PARLEY_TEST_DATABASE_URL` names one, that one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['PARLEY_TEST_DATABASE_URL']
  if (given !== undefined && given !== '') {
    project.provide('parleyTestServer', given)
    return async () => {}
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-test-'))
  const started = await startEmbeddedPostgres({
    dataDir,
    durability: 'none',
    settings: { max_connections: 300 },
    log: console.error,
  })()
  if (E.isLeft(started)) {
    rmSync(dataDir, { recursive: true, force: true })
    throw new Error(explain(started.left))
  }
  const dismiss = watchOver(started.right.pid, dataDir)
  project.provide('parleyTestServer', started.right.connectionString('postgres'))
  return async () => {
    await started.right.stop()
    dismiss()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
