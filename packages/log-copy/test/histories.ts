import { randomUUID } from 'node:crypto'
import type { EventStore, JsonObject, NewEvent, RecordedEvent } from '@parley/event-store'
import { memoryEventStore } from '@parley/event-store'
import { copyLog } from '@parley/log-copy'
import type { Copied, CopyError, CopyOptions } from '@parley/log-copy'
import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'

export const right = async <Error, A>(task: TaskEither<Error, A>): Promise<A> => {
  const result = await task()
  if (E.isLeft(result)) throw new Error(`unexpectedly left: ${JSON.stringify(result.left)}`)
  return result.right
}

export const copied = (from: EventStore, to: EventStore, options?: CopyOptions): Promise<Copied> =>
  right(() => copyLog(from, to, options))

export const refused = async (from: EventStore, to: EventStore): Promise<CopyError> => {
  const result = await copyLog(from, to)
  if (E.isRight(result)) throw new Error(`unexpectedly copied: ${JSON.stringify(result.right)}`)
  return result.left
}

export const anEvent = (data: JsonObject = {}): NewEvent => ({
  id: randomUUID(),
  type: 'Happened',
  data,
  metadata: { v: 1 },
})

/** A store in memory with an event for each of these streams, in their order. */
export const storeWith = async (streams: ReadonlyArray<string>): Promise<EventStore> => {
  const store = memoryEventStore()
  for (const [n, stream] of streams.entries()) await right(store.append(stream, 'any', [anEvent({ n })]))
  return store
}

export const everything = (store: EventStore, after?: Position): Promise<ReadonlyArray<RecordedEvent>> =>
  right(store.readAll(after === undefined ? {} : { after }))

/** What a copy has to keep of events. */
export const kept = (events: ReadonlyArray<RecordedEvent>) =>
  events.map(({ stream, revision, id, type, data, metadata }) => ({
    stream,
    revision,
    id,
    type,
    data,
    metadata,
  }))

/** So many events over a few streams, now one event of a stream, now several. */
export const mixed = (count: number): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, n) => `channel-default.${Math.floor(n / (1 + (n % 3))) % 7}`)
