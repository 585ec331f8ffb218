import type { Query } from '@parley/contract'
import type { Happened } from '@parley/contract/testing'
import { channelIdIn, type ChannelId, mainFeed, type Position, type TenantId } from '@parley/domain'
import { userId } from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import {
  decodeRecorded,
  memoryEventStore,
  memoryLog,
  type MemoryLog,
  type RecordedEvent,
} from '@parley/event-store'
import { queryPool } from '@parley/projection'
import { audit, ownGeneration, runProjector } from '@parley/projector'
import { queries } from '@parley/read-models'
import { queriesInMemory, takenIn } from '@parley/read-models/testing'
import * as E from 'fp-ts/lib/Either.js'
import { differences } from './differences.ts'
import { people } from './steps.ts'

/** What the log of one schedule has in the end, each of a tenant of its own. */
export interface Ended {
  readonly tenantId: TenantId
  readonly events: ReadonlyArray<RecordedEvent>
}

/** How often a projector is stopped on its way, and another goes on. */
const stops = 3

/**
 * Has the logs of schedules projected into Postgres, one after another as one log, by projectors that are stopped again
 * and again, and gives where rows, counts and answers are not what is told from the same events by their definition.
 */
export const differencesInSql = async (all: ReadonlyArray<Ended>): Promise<ReadonlyArray<string>> => {
  const log = memoryLog()
  const placed = all.map(({ tenantId, events }) => ({
    tenantId,
    history: events.map((one) => place(log, one)),
  }))
  const store = memoryEventStore({ log })
  const database = await testDatabase()
  const pool = queryPool(database.connectionString, { query_timeout: 0 })
  const { schema } = ownGeneration()
  try {
    const end = log.events.length
    let at = 0
    for (let n = 1; n <= stops; n += 1)
      if (at < (end * n) / stops) at = await projectTo(store, database.connectionString, (end * n) / stops)
    const wrong = await audit(store, pool, schema)
    const inSql = queries({ pool, schema, head: { reached: async () => true } })
    const differing: Array<string> = []
    for (const { tenantId, history } of placed) {
      const inMemory = queriesInMemory(takenIn(history))
      const asked = people.flatMap((name, n) =>
        queriesOf(history, n).map(async (query) => {
          const viewer = { tenantId, userId: userId(name) }
          const [one, other] = await Promise.all([
            inSql.answer(viewer, query)(),
            inMemory.answer(viewer, query)(),
          ])
          return differences(toldBy(one), toldBy(other), `${tenantId}, ${query.type} for ${name}`)
        }),
      )
      differing.push(...(await Promise.all(asked)).flat())
      for (const channelId of new Set<ChannelId>(history.flatMap(({ event }) => channelIdIn(event) ?? []))) {
        const [one, other] = await Promise.all(
          [inSql, inMemory].map((side) =>
            side.memberReceipts({ tenantId, channelId }, 'all', 0 as Position)(),
          ),
        )
        if (one === undefined || other === undefined) throw new Error('no answer')
        differing.push(
          ...differences(toldBy(one), toldBy(other), `${tenantId}, what is read in ${channelId}`),
        )
      }
    }
    return [...wrong.map((one) => JSON.stringify(one)), ...differing]
  } finally {
    await pool.end()
    await store.close()
    await database.drop()
  }
}

type Stream = MemoryLog['streams'] extends Map<string, infer S> ? S : never

/** Puts an event at the end of a log, as it is but for where it stands. */
const place = (log: MemoryLog, recorded: RecordedEvent): Happened => {
  const one = { ...recorded, position: (log.events.length + 1) as Position }
  const stream: Stream = log.streams.get(one.stream) ?? {
    events: [],
    byId: new Map(),
    metadata: {},
    deleted: false,
  }
  log.streams.set(one.stream, stream)
  stream.events.push(one)
  stream.byId.set(one.id, one)
  log.events.push(one)
  const event = decodeRecorded(one)
  if (E.isLeft(event)) throw new Error(event.left.cause)
  return { event: event.right, revision: one.revision, position: one.position }
}

/** Runs a projector until it has come to a position, and stops it. Gives where it is then. */
const projectTo = async (
  store: ReturnType<typeof memoryEventStore>,
  connectionString: string,
  position: number,
): Promise<number> => {
  let at = 0
  const there = Promise.withResolvers<void>()
  const projector = runProjector({
    store,
    connectionString,
    maxBatch: 500,
    committed: (to) => {
      at = to
      if (at >= position) there.resolve()
    },
    failed: (failure) => there.reject(new Error(JSON.stringify(failure))),
  })
  try {
    await there.promise
  } finally {
    await projector.stop()
  }
  return at
}

/** What the n-th person asks: everybody for their list, and each for what is in some of the channels. */
const queriesOf = (history: ReadonlyArray<Happened>, n: number): ReadonlyArray<Query> => {
  const channelIds = [...new Set<ChannelId>(history.flatMap(({ event }) => channelIdIn(event) ?? []))]
  const parents = new Map(
    history.flatMap(({ event }) =>
      event.type === 'MessageSent' && event.parentId !== null
        ? [[event.parentId, event.channelId] as const]
        : [],
    ),
  )
  const mine = <A>(all: Iterable<A>): ReadonlyArray<A> =>
    [...all].filter((_, index) => index % people.length === n)
  return [
    { type: 'conversations' },
    ...mine(channelIds).flatMap(
      (channelId): ReadonlyArray<Query> => [
        { type: 'history', channelId, feedId: mainFeed },
        { type: 'members', channelId },
        { type: 'pinned', channelId },
        { type: 'unread', channelId, feedId: mainFeed },
      ],
    ),
    ...mine(parents).map(([parentId, channelId]): Query => ({ type: 'thread', channelId, parentId })),
  ]
}

/** An answer without how far the whole log had come. */
const toldBy = (answer: E.Either<unknown, { readonly value: unknown }>): unknown =>
  E.isLeft(answer) ? answer.left : answer.right.value
