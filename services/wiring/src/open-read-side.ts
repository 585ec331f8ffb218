import { type PostgresChangeFeed, postgresChangeFeed } from '@parley/change-feed'
import type { ChannelRowSource, InboxRowSource } from '@parley/commands'
import {
  channelRowSource,
  type Head,
  inboxRowSource,
  lookUpPool,
  prepareGeneration,
  type Queries,
  queries,
  queryPool,
  watchHead,
} from '@parley/read-models'
import type { Log } from '@parley/gateway'
import { generationTables } from '@parley/projector'
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

/** Opens the read models, laid out anew where they are not there or are those of another version. */
export const openReadSide = async (stores: Stores, log: Log): Promise<ReadSide> => {
  const { databaseUrl } = stores
  const schema = schemaOf(stores)
  const pool = queryPool(databaseUrl, { max: 8 })
  const decisions = lookUpPool(databaseUrl)
  const feedPool = lookUpPool(databaseUrl)
  const prepared = await prepareGeneration(databaseUrl, schema, generationTables)
  if (prepared !== 'kept') log.info({ schema, prepared }, 'the read models are projected from the whole log')
  const head = watchHead(databaseUrl, schema)
  const feed = postgresChangeFeed({
    pool: feedPool,
    schema,
    head,
    failed: (error) => log.warn({ err: error }, 'the change feed could not be read, and is tried again'),
  })
  return {
    schema,
    head,
    feed,
    queries: queries({ pool, schema, head }),
    channelRows: channelRowSource({ pool: decisions, schema }),
    inboxRows: inboxRowSource({ pool: decisions, schema }),
    close: async () => {
      await feed.close()
      await head.close()
      await Promise.all([pool.end(), decisions.end(), feedPool.end()])
    },
  }
}
