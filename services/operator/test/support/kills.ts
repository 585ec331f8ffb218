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

/** Builds over a log of so many messages, and kills the build so many times, each after a random time at work. */
export const killBuilds = async (
  { connectionString: databaseUrl }: TestDatabase,
  { messages, kills }: { readonly messages: number; readonly kills: number },
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
      const building = readModels(databaseUrl, 'build', '--json')
      await building.next()
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 60))
      const told = await readCheckpoint(pool, schema).catch(() => 0)
      building.child.kill('SIGKILL')
      if ((await building.ended) !== null) break
      wentOn.push({ told, from: await readCheckpoint(pool, schema).catch(() => 0) })
    }
    const last = readModels(databaseUrl, 'build', schema, '--json')
    const ended = await last.ended
    return { kills: killed, wentOn, differences: await audit(store, pool, schema), ended }
  } finally {
    await pool.end()
    await store.close()
  }
}
