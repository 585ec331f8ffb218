import type { Position, Revision, Timestamp } from '@parley/domain'

/** A JSON value, as events carry it. */
export type Json = string | number | boolean | null | ReadonlyArray<Json> | { readonly [key: string]: Json }

/** A JSON object: what the data and the metadata of an event are. */
export type JsonObject = { readonly [key: string]: Json }

/** An event that is to be appended. */
export interface NewEvent {
  /** A UUID that names this event for ever: the same append again changes nothing. */
  readonly id: string
  readonly type: string
  readonly data: JsonObject
  readonly metadata: JsonObject
}

/** An event as the log has it. */
export interface RecordedEvent extends NewEvent {
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
  /** When the store took it. */
  readonly recordedAt: Timestamp
  /**
   * Why its content can't be given: another program wrote what is no JSON object. Its data and metadata are empty
   * here, and are not what the log holds.
   */
  readonly unreadable?: string
}
