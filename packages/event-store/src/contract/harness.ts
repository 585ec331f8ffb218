import { randomUUID } from 'node:crypto'
import type { Position, Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { expect } from 'vitest'
import type { EventStore } from '../event-store.ts'
import type { JsonObject, NewEvent, RecordedEvent } from '../event.ts'
import type { Subscription, SubscriptionMessage } from '../subscription.ts'

/** A store that the contract is run on. Its log may hold other things: the tests look at their own streams. */
export interface Opened {
  readonly store: EventStore
  /** Opens another store on the same log, as another process would. */
  readonly another?: () => Promise<EventStore>
  /** Opens another that waits for little, where the store waits for what its server may only not know yet. */
  readonly impatient?: () => Promise<EventStore>
  /** Makes everything in the log so many seconds older, for what depends on age. */
  readonly grow?: (seconds: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Where stores honestly differ. */
export interface Capabilities {
  /** After how many events that nobody wants a checkpoint has come at the latest; 1 unless told. */
  readonly checkpointWithin?: number
  /** After how many events that nobody pulled a subscription has to say that it fell behind; absent: it need not. */
  readonly fallsBehindAfter?: number
  /** The most bytes of one append. */
  readonly maxAppendBytes?: number
  /** How many random scenarios to run; 25 unless told. */
  readonly scenarios?: number
}

/** The store under test, as it is while the tests run. */
export type Under = () => Opened

/** What `store.append` gives, or throws at once where it went wrong. */
export const right = async <Error, A>(task: TaskEither<Error, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`unexpectedly left: ${JSON.stringify(result.left)}`)
  return result.right
}

/** The error of what has to go wrong. */
export const left = async <Error, A>(task: TaskEither<Error, A>): Promise<Error> => {
  const result = await task()
  if (E.isRight(result)) throw new Error(`unexpectedly right: ${JSON.stringify(result.right)}`)
  return result.left
}

/** A beginning of stream names that no other test uses. */
export const ownPrefix = (): string => `contract-${randomUUID()}-`

export const revision = (n: number): Revision => n as Revision

export const position = (n: number): Position => n as Position

let counted = 0

/** An event that no other is like. */
export const anEvent = (type = 'Happened', data?: JsonObject): NewEvent => ({
  id: randomUUID(),
  type,
  data: data ?? { n: ++counted },
  metadata: { v: 1 },
})

export const someEvents = (count: number, type?: string): ReadonlyArray<NewEvent> =>
  Array.from({ length: count }, () => anEvent(type))

export const idsOf = (events: ReadonlyArray<NewEvent>): ReadonlyArray<string> => events.map(({ id }) => id)

/** Expects each event to stand after the one before. */
export const expectRising = (events: ReadonlyArray<RecordedEvent>): void => {
  const positions = events.map((event) => event.position)
  expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
}

/** Pulls messages until one is the last of them, itself included. Throws where the subscription ends. */
export const pullUntil = async (
  subscription: Subscription,
  isLast: (message: SubscriptionMessage, events: ReadonlyArray<RecordedEvent>) => boolean,
): Promise<{
  readonly messages: ReadonlyArray<SubscriptionMessage>
  readonly events: ReadonlyArray<RecordedEvent>
}> => {
  const messages: Array<SubscriptionMessage> = []
  const events: Array<RecordedEvent> = []
  for (;;) {
    const pulled = await subscription.next()
    if (pulled.done === true) throw new Error('the subscription ended')
    messages.push(pulled.value)
    if (pulled.value._tag === 'events') events.push(...pulled.value.events)
    if (isLast(pulled.value, events)) return { messages, events }
  }
}

/** Pulls until so many events have come. */
export const pullEvents = async (
  subscription: Subscription,
  count: number,
): Promise<ReadonlyArray<RecordedEvent>> =>
  (await pullUntil(subscription, (_, events) => events.length >= count)).events

/** Pulls until it says that it caught up. */
export const pullToEnd = async (subscription: Subscription): Promise<ReadonlyArray<RecordedEvent>> =>
  (await pullUntil(subscription, ({ _tag }) => _tag === 'caught-up')).events

/** The position from which on only what comes now is seen. */
export const endOf = async (store: EventStore): Promise<Position> =>
  (await right(store.append(`${ownPrefix()}marker`, 'any', [anEvent('Marked')]))).position
