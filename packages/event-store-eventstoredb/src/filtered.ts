import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Corrupt, EventFilter, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { nameOf, positionOf, recordedOf } from './recorded.ts'

/** Whether an event off the wire passes the filter. The server's own never do. */
const passes = (filter: EventFilter | undefined): ((event: ReadResp.ReadEvent) => boolean) => {
  const prefixes = filter?.streamPrefixes
  const types = filter?.types === undefined ? undefined : new Set(filter.types)
  return (event) => {
    const { stream, type } = nameOf(event)
    if (stream.startsWith('$') || type.startsWith('$')) return false
    return (
      (types === undefined || types.has(type)) &&
      (prefixes === undefined || prefixes.some((prefix) => stream.startsWith(prefix)))
    )
  }
}

/** What is kept of an event off the wire: its position and, where it passes the filter, what was recorded. */
export interface Filtered {
  readonly position: number
  readonly recorded: E.Either<Corrupt, RecordedEvent> | undefined
}

export const filtering = (filter: EventFilter | undefined): ((event: ReadResp.ReadEvent) => Filtered) => {
  const matches = passes(filter)
  return (event) => ({
    position: positionOf(event),
    recorded: matches(event) ? recordedOf(event) : undefined,
  })
}

/** All that could be decoded, in order; the first that could not is the answer for all. */
export const allOrCorrupt = (
  decoded: ReadonlyArray<E.Either<Corrupt, RecordedEvent>>,
): E.Either<Corrupt, ReadonlyArray<RecordedEvent>> => {
  const all: Array<RecordedEvent> = []
  for (const event of decoded) {
    if (E.isLeft(event)) return event
    all.push(event.right)
  }
  return E.right(all)
}
