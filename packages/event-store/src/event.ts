import type { JsonObject, Position, Revision, Timestamp } from '@parley/domain'

export type { Json, JsonObject } from '@parley/domain'

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
