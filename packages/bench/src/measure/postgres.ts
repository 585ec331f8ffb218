import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explain, startEmbeddedPostgres } from '@parley/embedded-postgres'
import * as E from 'fp-ts/lib/Either.js'
import pg from 'pg'

/** A Postgres of the bench's own, that waits for the disk as an engine's does. */
export interface BenchPostgres {
  readonly pid: number
  /** A fresh database's connection string. */
  readonly database: () => Promise<string>
}

/** Starts a Postgres in a folder of its own for as long as the work takes. */
export const withPostgres = async (work: (postgres: BenchPostgres) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'parley-bench-'))
  const started = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres'), log: () => undefined })()
  if (E.isLeft(started)) throw new Error(explain(started.left))
  const postgres = started.right
  const admin = new pg.Client(postgres.connectionString())
  await admin.connect()
  let databases = 0
  const database = async (): Promise<string> => {
    databases += 1
    await admin.query(`create database bench_${databases}`)
    return postgres.connectionString(`bench_${databases}`)
  }
  try {
    await work({ pid: postgres.pid, database })
  } finally {
    await admin.end()
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
