import { randomUUID } from 'node:crypto'
import { type DomainEvent, streamOf } from '@parley/domain'
import { type NewEvent, toNewEvent } from '@parley/event-store'
import { migrateLog, postgresEventStore } from '@parley/event-store-postgres'
import * as E from 'fp-ts/lib/Either.js'

/** Appends of one event each that are under way at once, or events of which those of a stream go together. */
const together = 2_000

/** Writes events into a log of Parley's, in their order. */
export const fillLog = async (connectionString: string, events: Iterable<DomainEvent>): Promise<void> => {
  const migrated = await migrateLog({ connectionString })()
  if (E.isLeft(migrated)) throw new Error(JSON.stringify(migrated.left))
  const store = postgresEventStore({ connectionString })
  let waiting: Array<Promise<void>> = []
  const append = async (event: DomainEvent): Promise<void> => {
    const appended = await store.append(streamOf(event), 'any', [toNewEvent(event, randomUUID())])()
    if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
  }
  for (const event of events) {
    waiting.push(append(event))
    if (waiting.length < together) continue
    await Promise.all(waiting)
    waiting = []
  }
  await Promise.all(waiting)
  await store.close()
}

/** The events by stream, as some of them go together, in the order of what came first. */
export function* byStream(
  events: Iterable<DomainEvent>,
): Generator<readonly [string, ReadonlyArray<NewEvent>]> {
  let streams = new Map<string, Array<NewEvent>>()
  let gathered = 0
  for (const event of events) {
    const stream = streamOf(event)
    const own = streams.get(stream) ?? []
    streams.set(stream, own)
    own.push(toNewEvent(event, randomUUID()))
    gathered += 1
    if (gathered < together) continue
    yield* streams
    streams = new Map()
    gathered = 0
  }
  yield* streams
}
