import { randomUUID } from 'node:crypto'
import type { Unavailable } from '@parley/event-store'
import { pulled } from '@parley/event-store'
import { readCheckpoint } from '@parley/projection'
import type { Head } from '@parley/projection'
import { explainPostgres } from '@parley/postgres'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Pool } from 'pg'
import type { ChangeFeed, FeedEntry } from './change-feed.ts'
import type { FeedPublisher } from './publisher.ts'
import { readPage, readSince } from './reading.ts'
import { type Tail, tailOf } from './tail.ts'

/** What a change feed works on; what is left out has a fitting default. */
export interface ChangeFeedOptions {
  /** A `lookUpPool`: every read is by key. */
  readonly pool: Pool
  readonly schema: string
  readonly head: Head
  /** How many characters of entries may wait for one tail in memory before it reads them from the table instead. */
  readonly backlog?: number
  /** How many entries are read at once. */
  readonly pageSize?: number
  /** And how many bytes of them, where it is not one entry alone. */
  readonly pageBytes?: number
  /** The most bytes of a delta. */
  readonly deltaBytes?: number
  /** Told of reads that failed and are tried again. */
  readonly failed?: (error: unknown) => void
}

/** The feed, and the publisher through which a projector in this process hands over what it commits. */
export interface PostgresChangeFeed extends ChangeFeed {
  readonly publisher: FeedPublisher
}

const unavailable = (error: unknown): Unavailable => ({ _tag: 'Unavailable', cause: explainPostgres(error) })

/**
 * The change feed of a generation. Its tails are handed what a projector in the same process commits; what others
 * commit they read, woken by the head's notifications; and where they have fallen behind, they read too. Which of
 * these it is makes no difference to what they yield.
 */
export const postgresChangeFeed = (options: ChangeFeedOptions): PostgresChangeFeed => {
  const { pool, schema, head, pageSize = 1_000, pageBytes = 4 * 1024 * 1024 } = options
  const { deltaBytes = 256 * 1024 } = options
  const { backlog: most = 16_000_000, failed = () => {} } = options
  const closing = new AbortController()
  const tails = new Set<Tail>()
  const origin = randomUUID()

  const leave = head.listen((position, from) => {
    // What our own projector commits, it hands over: reading it back would be for nothing.
    if (from !== origin) for (const tail of tails) tail.reach(position)
  })

  return {
    head: () => TE.tryCatch(() => readCheckpoint(pool, schema), unavailable),
    tail: (after) => {
      const reads = {
        head: () => readCheckpoint(pool, schema),
        page: (from: Parameters<typeof readPage>[2]) =>
          readPage(pool, schema, from, { entries: pageSize, bytes: pageBytes }),
        failed,
        patience: 50,
      }
      const tail = tailOf(after, reads, most, closing.signal)
      // From now on, not from the first pull on: what is committed in between is part of it.
      tails.add(tail)
      const batches = pulled<ReadonlyArray<FeedEntry>>(tail.run, closing.signal)
      const leaveTail = () => {
        tails.delete(tail)
        return batches.return?.() ?? Promise.resolve({ done: true as const, value: undefined })
      }
      return { ...batches, return: leaveTail }
    },
    since: (tenantId, channelId, after, limit) =>
      TE.tryCatch(
        () => readSince(pool, schema, { tenantId, channelId, after, limit, bytes: deltaBytes }),
        unavailable,
      ),
    close: async () => {
      closing.abort()
      leave()
      tails.clear()
    },
    publisher: {
      origin,
      publish: (published) => {
        for (const tail of tails) tail.offer(published)
        head.advance(published.position, origin)
      },
      lost: () => {
        for (const tail of tails) tail.look()
      },
    },
  }
}
