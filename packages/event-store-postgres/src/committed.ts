import type { Position, Revision, Timestamp } from '@parley/domain'
import type { AppendError, Appended, RecordedEvent } from '@parley/event-store'
import type { Either } from 'fp-ts/lib/Either.js'
import type { PendingAppend } from './group.ts'

/** What a commit came to: each append's answer, and where the log ends. */
export interface Committed {
  readonly answers: ReadonlyArray<Either<AppendError, Appended>>
  /** The events that were written, in order: their positions follow on one another. */
  readonly written: ReadonlyArray<RecordedEvent>
  readonly last: Position
}

/** The events of an append as the log has them, the first of them at this revision and position. */
export const recordedOf = (
  { stream, events }: PendingAppend,
  revision: number,
  position: number,
  recordedAt: Timestamp,
): ReadonlyArray<RecordedEvent> =>
  events.map(({ id, type, data, metadata }, at) => ({
    id,
    type,
    data,
    metadata,
    stream,
    revision: (revision + at) as Revision,
    position: (position + at) as Position,
    recordedAt,
  }))

/** What is answered for an append that was written: the revision and position of its last event, and the very events. */
export const appendedOf = (
  revision: number,
  position: number,
  events: ReadonlyArray<RecordedEvent>,
): Appended => ({
  revision: (revision + events.length - 1) as Revision,
  position: (position + events.length - 1) as Position,
  events,
})
