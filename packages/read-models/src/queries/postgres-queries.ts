import { certain, keyInTenant, mostForReceipts, Position } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { Query } from '@parley/contract'
import { explainPostgres } from '@parley/postgres'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Kysely } from 'kysely'
import type { Pool } from 'pg'
import type { Head } from '@parley/projection'
import { fileQueries } from '../files/queries.ts'
import { channelsOfPeople, membershipsAmong } from '../members/queries.ts'
import { addingFacts } from '../members/adding-facts.ts'
import { type Database, database, inSnapshot, positionIn, positionOf, type Reading } from './database.ts'
import { type FairLimiter, fairLimiter } from './fair-limiter.ts'
import type { AsOf, AnswerTo, Viewer, Queries, QueryError, QuerySettings } from './queries.ts'
import { refusals } from './refusals.ts'
import { Rejected } from './rejecting.ts'
import { snapshotsOf } from './snapshots.ts'
import { memberReceipts } from '../receipts/member-receipts.ts'
import { answers, otherGroupOf } from '../read-models.ts'

/** What queries need: a `queryPool`, the schema of the generation in use, and how far it has come. */
export interface QueriesOptions {
  readonly pool: Pool
  readonly schema: string
  readonly head: Pick<Head, 'reached'>
  /** The same of the groups beside the core, by their names. What needs one that is not there has no answer. */
  readonly otherHeads?: ReadonlyMap<string, Pick<Head, 'reached' | 'schema'>>
  /** How many milliseconds a query waits for its `atLeast` before it is `Unavailable`. */
  readonly timeout?: number
  /** Settings that shall not be the usual ones. */
  readonly settings?: Partial<QuerySettings> | undefined
}

const beforeAll = certain(Position, 0)

/** How many answers are read at once: as many as the pool has connections. */
const readsAtOnce = 8
/** And how many of them for one person. */
const readsOfOne = 2

const unavailable = (error: unknown): Unavailable => ({ _tag: 'Unavailable', cause: explainPostgres(error) })

const failed = (error: unknown): QueryError =>
  error instanceof Rejected ? { _tag: 'QueryRejected', rejection: error.rejection } : unavailable(error)

// An answer takes only its own type of query, which is what it is looked up by.
const answerOf = (type: Query['type']) => answers[type] as AnswerTo<Query['type']>

/** What is read says itself where it is: whoever told us of the head may have been wrong, or silent. */
const assertReached = (position: Position, atLeast: Position, what = 'the read models are'): void => {
  if (position < atLeast) throw new Error(`${what} at ${position}, not yet at ${atLeast}`)
}

const keyOf = ({ tenantId, userId }: Viewer): string => keyInTenant(tenantId, userId)

const usualSettings: QuerySettings = {
  mostForReceipts,
  texts: () => Promise.reject(new Error('there is no log to ask what messages said')),
}

/** Answers with the position that they were read at, each from one snapshot, of each person in turn. */
const answering =
  (db: Kysely<Database>, take: FairLimiter) =>
  <A, Failure>(
    by: string,
    atLeast: Position,
    read: (reading: Reading) => Promise<A>,
    explained: (error: unknown) => Failure,
  ): TE.TaskEither<Failure, AsOf<A>> =>
    TE.tryCatch(
      () =>
        take(by, () =>
          inSnapshot(db, async (reading) => {
            const position = await positionOf(reading)
            // Looked at before anything is read: that there is no such channel is an answer, too, and may be too old.
            assertReached(position, atLeast)
            return { position, value: await read(reading) }
          }),
        ),
      explained,
    )

/** The questions to the read models, answered from Postgres. */
export const queries = ({
  pool,
  schema,
  head,
  otherHeads = new Map(),
  timeout = 5_000,
  settings,
}: QueriesOptions): Queries => {
  const db = database(pool, schema)
  const set = { ...usualSettings, ...settings }
  const take = fairLimiter(readsAtOnce, readsOfOne)
  const answerTo = answering(db, take)
  const refusalTo = refusals(db, schema)
  /** Asks once the read models are there, or it has taken too long. */
  const noSooner = async <A, Failure>(
    atLeast: Position,
    ask: TE.TaskEither<Failure, AsOf<A>>,
  ): Promise<E.Either<Failure, AsOf<A>>> => {
    await head.reached(atLeast, timeout)
    return ask()
  }
  return {
    answer: (viewer, query) => async () => {
      const atLeast = query.atLeast ?? beforeAll
      const group = otherGroupOf[query.type]
      const other = group === undefined ? undefined : otherHeads.get(group)
      if (group !== undefined && other === undefined)
        return E.left(unavailable(new Error(`there are no read models of ${group}`)))
      await other?.reached(atLeast, timeout)
      const otherSchema = other?.schema()
      const read = async (reading: Reading) => {
        if (otherSchema !== undefined)
          assertReached(await positionIn(reading, otherSchema), atLeast, `${otherSchema} is`)
        return answerOf(query.type)(reading, schema, viewer, query, set, () => otherSchema ?? schema)
      }
      return noSooner(atLeast, answerTo(keyOf(viewer), atLeast, read, failed))
    },
    snapshots: (viewer, channelIds, atLeast) => () =>
      noSooner(
        atLeast,
        answerTo(
          keyOf(viewer),
          atLeast,
          (reading) => snapshotsOf(reading, schema, viewer, channelIds),
          unavailable,
        ),
      ),
    refusal: (viewer, channelId, atLeast) => () =>
      noSooner(
        atLeast,
        TE.tryCatch(async () => {
          const refusal = await refusalTo(viewer, channelId)
          assertReached(refusal.position, atLeast)
          return refusal
        }, unavailable),
      ),
    addingFacts: (viewer, since, others) =>
      answerTo(
        keyOf(viewer),
        beforeAll,
        (reading) => addingFacts(reading, viewer, since, others),
        unavailable,
      ),
    files: fileQueries(schema, (whose, read) => answerTo(whose, beforeAll, read, unavailable)),
    memberships: (viewer, channelIds) =>
      TE.tryCatch(() => take(keyOf(viewer), () => membershipsAmong(db, viewer, channelIds)), unavailable),
    memberReceipts: (channel, people, atLeast) => () =>
      noSooner(
        atLeast,
        answerTo(
          keyInTenant(channel.tenantId, channel.channelId),
          atLeast,
          (reading) => memberReceipts(reading, schema, channel, people, set.mostForReceipts),
          unavailable,
        ),
      ),
    channelsOf: (tenantId, people, atLeast) =>
      TE.tryCatch(async () => {
        await head.reached(atLeast, timeout)
        return inSnapshot(db, async (reading) => {
          assertReached(await positionOf(reading), atLeast)
          return channelsOfPeople(reading, tenantId, people)
        })
      }, unavailable),
  }
}
