import { randomUUID } from 'node:crypto'
import { type DomainEvent, eventIdOf, type MessageSent, streamOf, type TenantId } from '@parley/domain'
import { arbitraryCommands, tenantId, worldAfter } from '@parley/domain/testing'
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

/** A history that is the same each time: of several tenants, with some hundred events, of every kind that comes up some. */
export const aHistory = (): ReadonlyArray<DomainEvent> => {
  history ??= madeHistory()
  return history
}

/** What there is in a history: the types of its events, and whether somebody replies to somebody else. */
const kindsIn = (events: ReadonlyArray<DomainEvent>): ReadonlySet<string> => {
  const senders = new Map(events.flatMap((event) => (event.type === 'MessageSent' ? [sender(event)] : [])))
  const replies = events.some(
    (event) =>
      event.type === 'MessageSent' &&
      event.parentId !== null &&
      senders.get(event.parentId) !== event.senderId,
  )
  return new Set([...events.map(({ type }) => type), ...(replies ? ['a reply'] : [])])
}

const sender = ({ messageId, senderId }: MessageSent) => [messageId, senderId] as const

const madeHistory = (): ReadonlyArray<DomainEvent> => {
  const histories = new Map<string, number>()
  const chosen: Array<ReadonlyArray<DomainEvent>> = []
  for (const commands of fc.sample(arbitraryCommands({ channels: 3, maxLength: 100 }), {
    numRuns: 150,
    seed: 1,
  })) {
    const { events } = worldAfter(commands)
    const kinds = kindsIn(events)
    if (![...kinds].some((kind) => (histories.get(kind) ?? 0) < 3) && chosen.length >= tenants.length)
      continue
    for (const kind of kinds) histories.set(kind, (histories.get(kind) ?? 0) + 1)
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
