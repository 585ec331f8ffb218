import type { Position, Revision } from '@parley/domain'
import type { RecordedEvent } from './event.ts'

/** What is asked of one stream among several. */
export interface StreamPartQuery {
  readonly stream: string
  /** The first revision to be read, itself included. */
  readonly from: Revision
  /** Where the stream has more events than this from there on, none is read: who asks goes another way then. */
  readonly most: number
}

/** How much is read of several streams together. */
export interface PartsLimit {
  /** Roughly the most events. */
  readonly events: number
  /** Roughly the most bytes of their data and metadata, as JSON. */
  readonly bytes: number
}

/** How a stream goes on from a revision. */
export interface StreamPart {
  /** Where the last event of the stream is that can be read; undefined: it has none. */
  readonly end: { readonly revision: Revision; readonly position: Position } | undefined
  /** Its events from the revision on, in order; the last of them, or all, are missing where that was too much. */
  readonly events: ReadonlyArray<RecordedEvent>
  /** Nothing is known of it, not where it ends either: there was no room any more, and looking would have cost a read. */
  readonly leftOut?: true
}
