import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Corrupt, EventFilter, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { nameOf, recordedOf } from './recorded.ts'

/** Whether an event off the wire is one that was asked for. The server's own never are. */
export const isWanted = (filter: EventFilter | undefined): ((event: ReadResp.ReadEvent) => boolean) => {
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

/** Decodes events in order; the first that can't be read is the answer for all. */
export const recordedAll = (
  events: ReadonlyArray<ReadResp.ReadEvent>,
): E.Either<Corrupt, ReadonlyArray<RecordedEvent>> => {
  const all: Array<RecordedEvent> = []
  for (const event of events) {
    const recorded = recordedOf(event)
    if (E.isLeft(recorded)) return recorded
    all.push(recorded.right)
  }
  return E.right(all)
}
