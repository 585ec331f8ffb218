import type { TestDatabase } from '@parley/embedded-postgres/testing'
import { audit } from '@parley/projector'
import { queryPool, readCheckpoint } from '@parley/projection'
import { openLog, schemaOf } from '@parley/wiring'
import { readModels } from './command.ts'
import { writeLog } from './log.ts'

/** What became of a build that was killed again and again. */
export interface Killed {
  readonly kills: number
  /** Where it was told to be when it was killed, and where it went on. */
  readonly wentOn: ReadonlyArray<{ readonly told: number; readonly from: number }>
  readonly differences: ReadonlyArray<unknown>
  /** Whether the last one came to its end. */
  readonly ended: number | null
}

/** How a build is killed. */
export interface Killing {
  readonly messages: number
  readonly kills: number
  /** Options of the build. */
  readonly options?: ReadonlyArray<string>
  /** The most milliseconds that it is left at work. */
  readonly within?: number
}

/** Builds over a log of so many messages, and kills the build so many times, each after a random time at work. */
export const killBuilds = async (
  { connectionString: databaseUrl }: TestDatabase,
  { messages, kills, options = [], within = 60 }: Killing,
): Promise<Killed> => {
  const stores = { databaseUrl, eventStoreUrl: undefined }
  await writeLog(stores, messages)
  const schema = schemaOf(stores)
  const pool = queryPool(databaseUrl, { query_timeout: 0 })
  const store = await openLog(stores)
  const wentOn: Array<{ told: number; from: number }> = []
  try {
    let killed = 0
    for (; killed < kills; killed++) {
      const building = readModels(databaseUrl, 'build', '--json', ...options)
      await building.next()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * within))
      const told = await readCheckpoint(pool, schema).catch(() => 0)
      building.child.kill('SIGKILL')
      if ((await building.ended) !== null) break
      wentOn.push({ told, from: await readCheckpoint(pool, schema).catch(() => 0) })
    }
    const last = readModels(databaseUrl, 'build', schema, '--json', ...options)
    const ended = await last.ended
    return { kills: killed, wentOn, differences: await audit(store, pool, schema), ended }
  } finally {
    await pool.end()
    await store.close()
  }
}
