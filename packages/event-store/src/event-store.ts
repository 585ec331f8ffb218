import type { Position, Revision } from '@parley/domain'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Task } from 'fp-ts/lib/Task.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { AppendError, ExpectedRevision, ReadError } from './errors.ts'
import type { NewEvent, RecordedEvent } from './event.ts'
import type { StreamMetadata } from './stream-metadata.ts'
import type { PartsLimit, StreamPart, StreamPartQuery } from './stream-parts.ts'
import type { Subscription } from './subscription.ts'

/** Where the events of an append are in the log. */
export interface Appended {
  /** The revision of the last event of the append. */
  readonly revision: Revision
  /** The position of the last event of the append. */
  readonly position: Position
  /**
   * The events as recorded, in order; or none, where the store does not have them at hand. Saves whoever appended
   * a read.
   */
  readonly events: ReadonlyArray<RecordedEvent>
  /**
   * Whether the log is known to have had these events before. EventStoreDB can't always say: it answers the same
   * append at the same revision as it did the first time.
   */
  readonly repeated?: true
}

/** Which events of a stream, and in which order. */
export interface StreamQuery {
  /** forwards: from the first event on unless `from` says otherwise; backwards: from the last. */
  readonly direction?: 'forwards' | 'backwards'
  /** The first revision to be read, itself included. */
  readonly from?: Revision
  /** At the most so many events. */
  readonly limit?: number
}

/** Which events of all streams: those of any of these stream prefixes and any of these types; absent: all. */
export interface EventFilter {
  readonly streamPrefixes?: ReadonlyArray<string>
  readonly types?: ReadonlyArray<string>
}

/** Which events of all streams. */
export interface AllQuery {
  /** Only events after this position; absent: from the beginning. */
  readonly after?: Position
  /** At the most so many events. */
  readonly limit?: number
  readonly filter?: EventFilter
}

/** Where a subscription begins, and what it yields. */
export interface SubscribeQuery {
  /** Only events after this position; absent: from the beginning. */
  readonly after?: Position
  readonly filter?: EventFilter
  /** At the most so many events in one message, and so not many more in memory; absent: as many as the store likes. */
  readonly atOnce?: number
}

/** The port to the log. Every store passes the one suite in `./contract`. */
export interface EventStore {
  /**
   * Whether it knows an event id that a stream has again for ever, however long ago it was appended, and so never
   * writes one twice. Without it whoever appends has to look whether an event is there.
   */
  readonly remembersIds: boolean
  /**
   * Appends all the events or none. `expected` is checked in the same transaction.
   *
   * Idempotent by event id: where the stream holds all of these ids already, the answer is where they are,
   * whatever `expected` says, and nothing is written. Known ids mixed with new ones are a `WrongRevision`.
   * (EventStoreDB promises it only for the same `expected`; its adapter settles the rest by looking.)
   */
  readonly append: (
    stream: string,
    expected: ExpectedRevision,
    events: ReadonlyArray<NewEvent>,
  ) => TaskEither<AppendError, Appended>
  /** The events of a stream; none where there is no such stream. */
  readonly readStream: (
    stream: string,
    query?: StreamQuery,
  ) => TaskEither<ReadError, ReadonlyArray<RecordedEvent>>
  /**
   * How each of several streams goes on from a revision, and where it ends, in the order of the questions. Together
   * they are no more than `most`, so that some parts lack their last events, or all of them, or are left out; of the
   * first stream that has any, as many come as there is room for, whatever the others have. Each is as of one moment, and no older than
   * what whoever asks was answered.
   */
  readonly readStreams: (
    queries: ReadonlyArray<StreamPartQuery>,
    most: PartsLimit,
  ) => Task<ReadonlyArray<Either<ReadError, StreamPart>>>
  /** A page of the events of all streams, in the order of their positions. */
  readonly readAll: (query?: AllQuery) => TaskEither<ReadError, ReadonlyArray<RecordedEvent>>
  /**
   * The position of the log's newest event, of whichever stream, or of where the log ends behind it; absent: there is
   * none. Everything that is appended after this was asked stands behind it.
   */
  readonly end: () => TaskEither<ReadError, Position | undefined>
  /** Follows all streams, first through what is there and then as it comes. Pulled: see `Subscription`. */
  readonly subscribe: (query?: SubscribeQuery) => Subscription
  /** What is kept of a stream; nothing is set where there is no such stream. */
  readonly streamMetadata: (stream: string) => TaskEither<ReadError, StreamMetadata>
  /** Replaces what is kept of a stream. */
  readonly setStreamMetadata: (stream: string, metadata: StreamMetadata) => TaskEither<AppendError, void>
  /** Ends a stream for good; its name is not used again. */
  readonly deleteStream: (stream: string, expected: ExpectedRevision) => TaskEither<AppendError, void>
  /** Ends all subscriptions and connections. Appends under way are answered first. */
  readonly close: () => Promise<void>
}
