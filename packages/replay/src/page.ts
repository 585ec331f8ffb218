import type { DomainEvent, JsonObject, Position, Revision, Timestamp } from '@parley/domain'
import type { DecodeError } from '@parley/event-store'
import type { EventType } from './selection.ts'

/** The events of these types. */
export type EventNamed<Type extends EventType> = Extract<DomainEvent, { readonly type: Type }>

/** Where an event stands, and what names it. */
export interface Placed {
  /** A UUID that names the event for ever. */
  readonly id: string
  readonly stream: string
  readonly revision: Revision
  readonly position: Position
  /** When the store took it; when it happened is in the event, as `at`. */
  readonly recordedAt: Timestamp
}

/** An event with its place in the log. */
export interface Replayed<Given> extends Placed {
  readonly event: Given
}

/** An event as it was written, in whichever version that was. */
export interface StoredEvent {
  readonly type: string
  readonly version: number
  readonly data: JsonObject
  readonly metadata: JsonObject
}

/** An event of the engine's that this version can't read: of a newer one, broken, or in a stream that is not its own. */
export interface Unreadable extends Placed {
  readonly type: string
  readonly reason: DecodeError['_tag']
  /** The same in words, without what stands in the event. */
  readonly why: string
}

/** A part of a log, in the order of positions. It may hold no events and move on all the same. */
export interface ReplayPage<Given> {
  readonly events: ReadonlyArray<Replayed<Given>>
  /** What stands between them and can't be read. */
  readonly unreadable: ReadonlyArray<Unreadable>
  /** How many events of other programs were passed over. */
  readonly foreign: number
  /** All up to here is in this page and those before it: what to go on from. */
  readonly position: Position
}
