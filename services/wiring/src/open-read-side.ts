import { type PostgresChangeFeed, postgresChangeFeed } from '@parley/change-feed'
import type { ChannelRowSource, InboxRowSource } from '@parley/commands'
import { LayoutDiffers, lookUpPool, prepareGeneration, queryPool, watchHead } from '@parley/projection'
import type { Head, Prepared } from '@parley/projection'
import { channelRowSource, inboxRowSource, type Queries, queries } from '@parley/read-models'
import type { Logger } from '@parley/runtime'
import { explainPostgres, explainStart } from '@parley/postgres'
import { generationTables } from '@parley/projector'
import type { Conditions } from './conditions/conditions.ts'
import { observedQueries, observedRows } from './conditions/observed.ts'
import { NotOpened, type Opening } from './not-opened.ts'
import { placeOf } from './place.ts'
import { reachDatabase } from './reach-database.ts'
import { schemaOf, type Stores } from './stores.ts'

/** The read side as everyone but the projector needs it. */
export interface ReadSide {
  readonly schema: string
  readonly head: Head
  readonly feed: PostgresChangeFeed
  readonly queries: Queries
  readonly channelRows: ChannelRowSource
  readonly inboxRows: InboxRowSource
  readonly close: () => Promise<void>
}

type Asked = Pick<ReadSide, 'queries' | 'channelRows' | 'inboxRows'>

const observedReads = (asked: Asked, conditions: Conditions): Asked => ({
  queries: observedQueries(asked.queries, conditions),
  channelRows: observedRows(asked.channelRows, conditions),
  inboxRows: observedRows(asked.inboxRows, conditions),
})

/** A feed that can't be read is tried again after two seconds at the most. */
const feedRemembered = 6_000

const whyNot = (error: unknown): string =>
  error instanceof LayoutDiffers
    ? `${error.message}. Start the engine, or a projector, of this version first: it makes them anew from the log.`
    : explainStart(error)

const prepare = (databaseUrl: string, schema: string, otherwise: 'replace' | 'fail'): Promise<Prepared> =>
  prepareGeneration(databaseUrl, schema, generationTables, otherwise).catch((error: unknown) => {
    throw new NotOpened(
      `the read models can't be opened: DATABASE_URL (${placeOf(databaseUrl)}): ${whyNot(error)}`,
    )
  })

/** Opens the read models, laid out where they are not there. */
export const openReadSide = async (stores: Stores, log: Logger, opening: Opening): Promise<ReadSide> => {
  const { conditions, otherwise = 'fail' } = opening
  const { databaseUrl } = stores
  // A log in the same database has looked.
  if (stores.eventStoreUrl !== undefined) await reachDatabase(databaseUrl, opening)
  const schema = schemaOf(stores)
  const prepared = await prepare(databaseUrl, schema, otherwise)
  if (prepared !== 'kept') log.info({ schema, prepared }, 'the read models are projected from the whole log')
  const pool = queryPool(databaseUrl, { max: 8 })
  const decisions = lookUpPool(databaseUrl)
  const feedPool = lookUpPool(databaseUrl)
  const head = watchHead(databaseUrl, schema)
  const feed = postgresChangeFeed({
    pool: feedPool,
    schema,
    head,
    failed: (error) => {
      log.debug({ err: error }, 'the change feed could not be read, and is tried again')
      conditions?.report('change-feed', { cause: explainPostgres(error) }, feedRemembered)
    },
  })
  const asked = {
    queries: queries({ pool, schema, head }),
    channelRows: channelRowSource({ pool: decisions, schema }),
    inboxRows: inboxRowSource({ pool: decisions, schema }),
  }
  return {
    schema,
    head,
    feed,
    ...(conditions === undefined ? asked : observedReads(asked, conditions)),
    close: async () => {
      await feed.close()
      await head.close()
      await Promise.all([pool.end(), decisions.end(), feedPool.end()])
    },
  }
}
