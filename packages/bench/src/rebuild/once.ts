import { postgresEventStore } from '@parley/event-store-postgres'
import { ownGeneration, runProjector } from '@parley/projector'
import { dropReadModels, queryPool } from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import { replay } from './emmett-replay.ts'

/** How read models are built. */
export type Way = 'copying' | 'as it comes' | 'emmett'

/** What building once took, in a process of its own. */
export interface Once {
  readonly seconds: number
  /** Processor seconds of that process. */
  readonly cpu: number
  /** The most memory of it, in MiB. */
  readonly peak: number
}

/** Builds all of Parley's read models from nothing, up to the end of the log. */
const build = async (connectionString: string, way: Exclude<Way, 'emmett'>): Promise<number> => {
  const { schema } = ownGeneration()
  const pool = queryPool(connectionString, { query_timeout: 0 })
  await dropReadModels(pool, schema)
  await pool.query('checkpoint')
  await pool.end()
  const store = postgresEventStore({ connectionString })
  const end = await store.end()()
  if (E.isLeft(end)) throw new Error(JSON.stringify(end.left))
  const begun = performance.now()
  const done = Promise.withResolvers<number>()
  const projector = runProjector({
    store,
    connectionString,
    longLog: way === 'copying' ? 1 : Number.POSITIVE_INFINITY,
    committed: (position) => {
      if (position >= (end.right ?? 0)) done.resolve(performance.now() - begun)
    },
    failed: ({ cause }) => done.reject(new Error(cause)),
  })
  const took = await done.promise
  await projector.stop()
  await store.close()
  return took
}

const [connectionString, way] = process.argv.slice(2)
if (connectionString === undefined) throw new Error('no database is named')
const before = process.cpuUsage()
const begun = performance.now()
let took: number
if (way === 'copying' || way === 'as it comes') took = await build(connectionString, way)
else {
  await replay(connectionString)
  took = performance.now() - begun
}
const { user, system } = process.cpuUsage(before)
const once: Once = {
  seconds: took / 1_000,
  cpu: (user + system) / 1_000_000,
  peak: process.resourceUsage().maxRSS / 1_024,
}
console.log(JSON.stringify(once))
