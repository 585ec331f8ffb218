import type { Position, Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadError } from './errors.ts'
import type { EventStore } from './event-store.ts'

/** An event that was seen in a log: its place there, and when it happened, as its own data say. */
export interface SeenEvent {
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
  readonly at: string
}

/**
 * What a log has where an event was seen: that very event, or another one of the same revision, so that the log was set
 * back and has grown since, or is another log; or none, since the stream ends before or was cut off. Left: the stream
 * can't be read there.
 *
 * @example const there = await eventAt(store, { stream: 'channel-acme.tea', revision, position, at })
 */
export const eventAt = async (
  log: Pick<EventStore, 'readStream'>,
  { stream, revision, position, at }: SeenEvent,
): Promise<E.Either<ReadError, 'same' | 'another' | 'none'>> => {
  const read = await log.readStream(stream, { from: revision, limit: 1 })()
  if (E.isLeft(read)) return read
  const [event] = read.right
  if (event?.revision !== revision) return E.right('none')
  return E.right(event.position === position && event.data['at'] === at ? 'same' : 'another')
}
