import type { RowSource } from '@parley/commands'
import {
  buildGeneration,
  generationInUse,
  lookAtGeneration,
  lookUpPool,
  OtherGeneration,
  queryPool,
  watchHead,
  whatStands,
} from '@parley/projection'
import type { Generation, Head } from '@parley/projection'
import type { EventStore } from '@parley/event-store'
import { otherGroups, queries, rowSource, textsIn } from '@parley/read-models'
import type { Queries } from '@parley/read-models'
import { explainStart } from '@parley/postgres'
import type { Conditions } from './conditions/conditions.ts'
import { observedQueries, observedRows } from './conditions/observed.ts'
import { NotOpened, type Opening } from './not-opened.ts'
import { hostsOf } from './hosts-of.ts'
import { reachDatabase } from './reach-database.ts'
import { readingInUse } from './reading-in-use.ts'
import { generationOn, type Stores } from './stores.ts'
import { whatToDoAbout } from './what-to-do.ts'

/** The read side as everyone but the projector needs it. */
export interface ReadSide {
  readonly head: Head
  /** How far the groups beside the core are, by their names. */
  readonly otherHeads: ReadonlyMap<string, Head>
  readonly queries: Queries
  readonly rows: RowSource
  readonly close: () => Promise<void>
}

type Asked = Pick<ReadSide, 'queries' | 'rows'>

const observedReads = (asked: Asked, conditions: Conditions): Asked => ({
  queries: observedQueries(asked.queries, conditions),
  rows: observedRows(asked.rows, conditions),
})

/**
 * Looks whether the read models in use are there, and builds them where it may. Gives their schema; throws why they
 * can't be opened.
 */
const seeTo = async (
  databaseUrl: string,
  own: Generation,
  readModels: NonNullable<Opening['readModels']>,
): Promise<string> => {
  const pool = queryPool(databaseUrl, { max: 1 })
  try {
    const generation = await generationInUse(pool, own)
    // What another build's projections make is not for this one to begin.
    if (readModels === 'build' && generation.fingerprint === own.fingerprint)
      await buildGeneration(databaseUrl, generation)
    const seen = await lookAtGeneration(pool, generation)
    if (seen._tag === 'there' || readModels === 'await') return generation.schema
    throw new OtherGeneration(`${whatStands(seen, generation)}. ${whatToDoAbout(seen, generation)}`)
  } finally {
    await pool.end()
  }
}

const whyNot = (error: unknown): string =>
  error instanceof OtherGeneration ? error.message : explainStart(error)

/** Opens the read models. What messages said before is asked of the log, which is open and stays so. */
export const openReadSide = async (
  stores: Stores,
  opening: Opening,
  log: Pick<EventStore, 'readStream'>,
): Promise<ReadSide> => {
  const { conditions, readModels = 'refuse', mostForReceipts } = opening
  const settings = { texts: textsIn(log), ...(mostForReceipts === undefined ? {} : { mostForReceipts }) }
  const { databaseUrl } = stores
  // A log in the same database has looked.
  if (stores.eventStoreUrl !== undefined) await reachDatabase(databaseUrl, opening)
  const generation = generationOn(stores)
  const first = await seeTo(databaseUrl, generation, readModels).catch((error: unknown) => {
    throw new NotOpened(
      `the read models can't be opened: DATABASE_URL (${hostsOf(databaseUrl)}): ${whyNot(error)}`,
    )
  })
  const pool = queryPool(databaseUrl, { max: 8 })
  const decisions = lookUpPool(databaseUrl)
  const headOf = (own: Generation, schema = own.schema): Head =>
    watchHead(databaseUrl, schema, undefined, async (client) => (await generationInUse(client, own)).schema)
  const head = headOf(generation, first)
  const otherHeads = new Map(otherGroups.map((group) => [group.name, headOf(generationOn(stores, group))]))
  const asked = readingInUse(head, (schema) => ({
    queries: queries({ pool, schema, head, otherHeads, settings }),
    rows: rowSource({ pool: decisions, schema }),
  }))
  return {
    head,
    otherHeads,
    ...(conditions === undefined ? asked : observedReads(asked, conditions)),
    close: async () => {
      await Promise.all([head, ...otherHeads.values()].map((each) => each.close()))
      await Promise.all([pool.end(), decisions.end()])
    },
  }
}
