import pg from 'pg'
import type { Settings } from './options.ts'

/**
 * Every question that readers ask is answered along an index, in its order, and stops at its limit. The planner,
 * which can't know how much of a stream is behind a revision, would at times rather fetch all of it and sort; and
 * it would plan each question anew.
 */
const alongIndexes = `
  set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set enable_bitmapscan = off;
  set enable_sort = off; set jit = off`

/** The connections that read. */
export const readersOf = (settings: Settings): pg.Pool => {
  const pool = new pg.Pool({
    ...settings.client,
    max: settings.readers,
    verify: (client, done) => {
      client.query(alongIndexes, (error) => done(error))
    },
  })
  // A connection that breaks while nobody uses it is replaced when it is needed; while somebody has it, they are told
  // by what they asked. Unheard, it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}
