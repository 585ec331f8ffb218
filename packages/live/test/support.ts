import { randomUUID } from 'node:crypto'
import {
  certain,
  channelStream,
  type DomainEvent,
  mainFeed,
  type MessageId,
  messageIdOf,
  Segment,
  streamOf,
} from '@parley/domain'
import { acme, ada, adasChannel, at, bob, commandId, text } from '@parley/domain/testing'
import {
  type EventStore,
  memoryEventStore,
  type MemoryLog,
  memoryLog,
  type NewEvent,
  pulled,
  type SubscriptionMessage,
  toNewEvent,
  type Unavailable,
} from '@parley/event-store'
import { fakeClock, quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { type Delta, type DeltaRequest, readDeltas } from '../src/delta.ts'
import type { FollowTrouble } from '../src/follow-log.ts'
import type { GivenUp } from '../src/given-up.ts'
import { live } from '../src/live.ts'
import type { PersonUpdate } from '../src/person-update.ts'
import type { NotRead } from '../src/not-read.ts'
import type { LiveUpdate } from '../src/update.ts'

export const stream = channelStream(acme, adasChannel)

const facts = (n: number) => ({
  tenantId: acme,
  channelId: adasChannel,
  by: ada,
  commandId: commandId(`c${n}`),
  at: at(n),
})

const messageId = (n: number): MessageId => messageIdOf(acme, adasChannel, ada, commandId(`c${n}`))

const messageFacts = (n: number) => ({
  ...facts(n),
  messageId: messageId(n),
  senderId: ada,
  feedId: mainFeed,
  segment: certain(Segment, n + 1),
  parentId: null,
})

export const sent = (n: number, words = `message ${n}`): DomainEvent => ({
  type: 'MessageSent',
  ...messageFacts(n),
  body: text(words),
})

export const deleted = (n: number): DomainEvent => ({
  type: 'MessageDeleted',
  ...messageFacts(n),
})

export const joined = (n: number): DomainEvent => ({
  type: 'MemberJoined',
  ...facts(n),
  userId: bob,
  role: 'member',
  segments: { [mainFeed]: certain(Segment, n) },
})

/** Lets everything that is under way in memory come to its rest. */
export const settled = async (): Promise<void> => {
  for (let n = 0; n < 6; n += 1) await new Promise((resolve) => setImmediate(resolve))
}

export const write = async (store: EventStore, to: string, event: NewEvent) => {
  const appended = await store.append(to, 'any', [event])()
  if (E.isLeft(appended)) throw new Error(appended.left._tag)
  return appended.right
}

export const append = (store: EventStore, event: DomainEvent) =>
  write(store, streamOf(event), toNewEvent(event, randomUUID()))

/** Has a log end at a position that it went beyond, as one that was restored from an older backup. */
export const setBackTo = (log: MemoryLog, position: number): void => {
  for (const { stream: name, id } of log.events.splice(position)) {
    log.streams.get(name)?.events.pop()
    log.streams.get(name)?.byId.delete(id)
  }
  log.appended.wake()
}

/** Writes an event as a newer version would, of a type that this one does not know. */
export const writeNewer = (store: EventStore, to = stream) =>
  write(store, to, { id: randomUUID(), type: 'MessageTranslated', data: {}, metadata: { v: 1 } })

/** A live side over a log in memory, and what it tells of one channel that is followed. */
export const watched = async (
  waiting?: { readonly updates: number; readonly characters: number },
  messages?: (after: number, ended: AbortSignal) => AsyncGenerator<SubscriptionMessage, undefined, undefined>,
  end?: EventStore['end'],
) => {
  const kept = memoryLog()
  const store = memoryEventStore({ log: kept })
  const clock = fakeClock()
  const troubles: Array<FollowTrouble | undefined> = []
  const setBacks: Array<string> = []
  const givenUp: Array<GivenUp> = []
  const notRead: Array<NotRead | undefined> = []
  const told: Array<LiveUpdate> = []
  const people: Array<PersonUpdate> = []
  const batches: Array<ReadonlyArray<number>> = []
  let missed = 0
  const reads: EventStore = {
    ...store,
    ...(messages === undefined
      ? {}
      : {
          subscribe: ({ after = 0 } = {}) =>
            pulled((ended) => messages(after, ended), new AbortController().signal),
        }),
    ...(end === undefined ? {} : { end }),
  }
  const side = live({
    log: reads,
    clock,
    logger: quiet,
    troubled: (trouble) => void troubles.push(trouble),
    setBack: (cause) => void setBacks.push(cause),
    gaveUp: (given) => void givenUp.push(given),
    notRead: (one) => void notRead.push(one),
    ...(waiting === undefined ? {} : { waiting }),
  })
  side.tell({
    isHere: () => false,
    deliver: (updates) => {
      told.push(...updates)
      batches.push(updates.map(({ revision }) => revision))
    },
    marked: () => undefined,
    people: (updates) => void people.push(...updates),
    missed: () => {
      missed += 1
    },
  })
  if (end === undefined) await side.ready
  return {
    store,
    /** The log as the live side reads it. */
    reads,
    log: kept,
    side,
    clock,
    told,
    people,
    setBacks,
    givenUp,
    notRead,
    batches,
    troubles,
    missed: () => missed,
    revisions: () => told.map(({ revision }) => revision),
    close: async () => {
      await side.close()
      await store.close()
    },
  }
}

/** What one delta comes to, read by itself. */
export const readDelta = async (
  log: Pick<EventStore, 'readStreams' | 'streamMetadata'>,
  name: string,
  request: DeltaRequest,
): Promise<E.Either<Unavailable, Delta>> => {
  const found: Array<E.Either<Unavailable, Delta>> = []
  await readDeltas(log, [{ stream: name, since: request }], plenty, ({ delta }) => void found.push(delta))
  const [delta] = found
  if (delta === undefined) throw new Error('nothing was read')
  return delta
}

const plenty = { events: 10_000, bytes: 10_000_000 }
