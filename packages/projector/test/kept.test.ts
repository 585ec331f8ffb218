import { type DomainEvent, channelStream, type Revision } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import type { EventStore, RecordedEvent, SubscriptionMessage } from '@parley/event-store'
import { right } from '@parley/event-store/contract'
import { readModels as all, parkedStreams, readTables, database } from '@parley/read-models'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { append, chatter, engine, otherChannel, schema } from './harness.ts'

const [history = []] = fc
  .sample(arbitraryCommands({ channels: 2, maxLength: 300 }), { numRuns: 30, seed: 7 })
  .map((commands) => worldAfter(commands).events)
  .toSorted((a, b) => b.length - a.length)

const [first] = history.filter((event) => event.type === 'ChannelCreated')
if (first === undefined) throw new Error('no channel')
const channel = channelStream(first.tenantId, first.channelId)

/** The same log in a store that has removed what fell out, as EventStoreDB does when it scavenges. */
const scavenged = (store: EventStore): EventStore => {
  const isThere = async ({ stream, revision }: RecordedEvent): Promise<boolean> => {
    const read = await store.readStream(stream, { from: revision, limit: 1 })()
    return E.isRight(read) && read.right[0]?.revision === revision
  }
  const thereOf = async (events: ReadonlyArray<RecordedEvent>): Promise<ReadonlyArray<RecordedEvent>> => {
    const there: Array<RecordedEvent> = []
    for (const event of events) if (await isThere(event)) there.push(event)
    return there
  }
  return {
    ...store,
    subscribe: (query) => {
      const inner = store.subscribe(query)
      const next = async (): Promise<IteratorResult<SubscriptionMessage, undefined>> => {
        const message = await inner.next()
        if (message.done === true || message.value._tag !== 'events') return message
        const events = await thereOf(message.value.events)
        const position = message.value.events.at(-1)?.position
        if (events.length > 0) return { done: false, value: { _tag: 'events', events } }
        return position === undefined ? next() : { done: false, value: { _tag: 'checkpoint', position } }
      }
      return {
        next,
        return: async () => (await inner.return?.()) ?? { done: true, value: undefined },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
}

/** The rows that read models come to which are made of a log that was cut so. */
const rowsOf = async (
  events: ReadonlyArray<DomainEvent>,
  cut: (store: EventStore) => Promise<unknown>,
  seen: (store: EventStore) => EventStore,
) => {
  const here = await engine()
  try {
    await append(here.store, events)
    await cut(here.store)
    // Behind all that was cut, so that both come to one position.
    const last = await append(
      here.store,
      chatter(1).map((event) => ({ ...event, channelId: otherChannel })),
    )
    const projector = here.start({ store: seen(here.store) })
    await expect.poll(() => projector.progress().position, { timeout: 20_000 }).toBe(last)
    return await readTables(database(here.pool, schema), schema, [...all, { table: parkedStreams }])
  } finally {
    await here.close()
  }
}

test.each<[string, (store: EventStore) => Promise<unknown>, number]>([
  ['deleted', (store) => right(store.deleteStream(channel, 'any')), 0],
  ['truncated', (store) => right(store.setStreamMetadata(channel, { truncateBefore: 5 as Revision })), 1],
  [
    'truncated to its end',
    (store) => right(store.setStreamMetadata(channel, { truncateBefore: 9_000 as Revision })),
    0,
  ],
  ['left as it is', async () => {}, 0],
])(
  'PRJ-25: a log whose stream was %s comes to the same rows, whether the store shows the rest still or not',
  async (_, cut, given) => {
    const showing = await rowsOf(history, cut, (store) => store)
    const without = await rowsOf(history, cut, scavenged)
    expect(showing).toEqual(without)
    expect(showing.get(parkedStreams.name)?.size).toBe(given)
    expect(showing.get('channels')?.size).toBeGreaterThan(0)
  },
)
