import { randomUUID } from 'node:crypto'
import {
  type Command,
  type DomainEvent,
  eventIdOf,
  mainFeed,
  messageIdOf,
  streamOf,
  type TenantId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  arbitraryCommands,
  at,
  bob,
  cleo,
  commandId,
  everybodyReacted,
  tenantId,
  text,
  worldAfter,
} from '@parley/domain/testing'
import { type EventStore, type NewEvent, toNewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import * as fc from 'fast-check'

export const right = async <Error, A>(task: TaskEither<Error, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`unexpectedly left: ${JSON.stringify(result.left)}`)
  return result.right
}

/** Names that are each other's beginnings, and one that is a word of ours. */
export const tenants: ReadonlyArray<TenantId> = ['acme', 'acme-2', 'a', 'inbox'].map(tenantId)

/** What five people of each of these tenants did, one after another. */
export const arbitraryHistory: fc.Arbitrary<ReadonlyArray<DomainEvent>> = fc
  .tuple(arbitraryCommands({ channels: 3, maxLength: 40 }), fc.infiniteStream(fc.constantFrom(...tenants)))
  .map(([commands, whose]) =>
    worldAfter(commands).events.map((event): DomainEvent => {
      const next = whose.next()
      return { ...event, tenantId: next.done === true ? event.tenantId : next.value }
    }),
  )

let history: ReadonlyArray<DomainEvent> | undefined

/** A history that is the same each time: of several tenants, with some hundred events, of every type that comes up. */
export const aHistory = (): ReadonlyArray<DomainEvent> => {
  history ??= madeHistory()
  return history
}

/** Bob and Cleo answer Ada, and one another: what comes up by itself may have too little of that. */
const talk: ReadonlyArray<Command> = [
  ...everybodyReacted,
  ...[bob, cleo].flatMap((by, n) =>
    [messageIdOf(acme, adasChannel, ada, commandId('top')), null].map((parentId, m): Command => {
      const named = { tenantId: acme, channelId: adasChannel, by, commandId: commandId(`talk ${m}`) }
      const messageId = messageIdOf(acme, adasChannel, by, named.commandId)
      const said = { messageId, feedId: mainFeed, parentId, body: text(`answer ${m}`) }
      return { type: 'SendMessage', ...named, at: at(100 + 2 * n + m), ...said }
    }),
  ),
]

const madeHistory = (): ReadonlyArray<DomainEvent> => {
  const types = new Set<string>()
  const chosen: Array<ReadonlyArray<DomainEvent>> = [worldAfter(talk).events]
  for (const commands of fc.sample(arbitraryCommands({ channels: 3, maxLength: 100 }), {
    numRuns: 150,
    seed: 12,
  })) {
    const { events } = worldAfter(commands)
    const isNew = events.some(({ type }) => !types.has(type))
    if (!isNew && chosen.length >= tenants.length) continue
    for (const { type } of events) types.add(type)
    chosen.push(events)
  }
  return chosen.flatMap((events, n) =>
    events.map(
      (event): DomainEvent => ({ ...event, tenantId: tenants[n % tenants.length] ?? event.tenantId }),
    ),
  )
}

/** Appends events where they belong, one by one. */
export const appendAll = async (store: EventStore, events: ReadonlyArray<DomainEvent>): Promise<void> => {
  for (const event of events) {
    const stream = streamOf(event)
    // Changed tenants let an id come twice in a stream, which a log takes for the same event.
    const id = `${eventIdOf(stream, event, 0).slice(0, 24)}${randomUUID().slice(24)}`
    await right(store.append(stream, 'any', [toNewEvent(event, id)]))
  }
}

/** An event as it stands in no version of ours. */
export const written = (type: string, data: NewEvent['data'], metadata: NewEvent['metadata']): NewEvent => ({
  id: randomUUID(),
  type,
  data,
  metadata,
})

/** All that an iterable yields. */
export const all = async <A>(pages: AsyncIterable<A>): Promise<ReadonlyArray<A>> => {
  const got: Array<A> = []
  for await (const page of pages) got.push(page)
  return got
}
