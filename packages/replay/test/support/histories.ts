import { randomUUID } from 'node:crypto'
import { type DomainEvent, eventIdOf, streamOf, type TenantId } from '@parley/domain'
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

/** A history that is the same each time, of some hundred events. */
export const aHistory = (seed = 1): ReadonlyArray<DomainEvent> =>
  fc
    .sample(arbitraryCommands({ channels: 4, maxLength: 120 }), { numRuns: 3, seed })
    .flatMap((commands, n) =>
      worldAfter(commands).events.map(
        (event): DomainEvent => ({ ...event, tenantId: tenants[n] ?? event.tenantId }),
      ),
    )

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
