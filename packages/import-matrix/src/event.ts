import * as t from 'io-ts'

const Id = t.refinement(t.string, (s) => s.length > 0 && s.length <= 255, 'Id')

/** Milliseconds since 1970, of a year with four digits. */
const Moment = t.refinement(t.number, (n) => n >= 0 && n < 253_402_300_800_000, 'Moment')

/** An event of a room, as far as an import looks at it. What it says (`content`) is looked at by its type. */
export const RoomEvent = t.intersection([
  t.type({ type: Id, event_id: Id, sender: Id, origin_server_ts: Moment, content: t.UnknownRecord }),
  t.partial({ room_id: Id, state_key: t.string, redacts: t.unknown, unsigned: t.UnknownRecord }),
])
export type RoomEvent = t.TypeOf<typeof RoomEvent>

/** An event, and where it stands. */
export interface FoundEvent {
  readonly file: string
  readonly line: number
  readonly event: RoomEvent
}

/** A field of something, as a text; undefined where it is none. */
export const textIn = (of: unknown, ...path: ReadonlyArray<string>): string | undefined => {
  const found = valueIn(of, ...path)
  return typeof found === 'string' ? found : undefined
}

/** A field of something, of whatever kind. */
export const valueIn = (of: unknown, ...path: ReadonlyArray<string>): unknown => {
  let found: unknown = of
  for (const name of path) {
    if (!t.UnknownRecord.is(found) || !Object.hasOwn(found, name)) return undefined
    found = found[name]
  }
  return found
}

/** What an event is said to relate to, and how. */
export interface Relation {
  readonly type: string | undefined
  readonly eventId: string | undefined
  /** The message that it answers. */
  readonly inReplyTo: string | undefined
  readonly key: string | undefined
}

/** What an event relates to. */
export const relationOf = ({ content }: RoomEvent): Relation => {
  const to = valueIn(content, 'm.relates_to')
  return {
    type: textIn(to, 'rel_type'),
    eventId: textIn(to, 'event_id'),
    inReplyTo: textIn(to, 'm.in_reply_to', 'event_id'),
    key: textIn(to, 'key'),
  }
}

/** The event that a redaction takes back. */
export const redactedBy = ({ redacts, content }: RoomEvent): string | undefined =>
  typeof redacts === 'string' ? redacts : textIn(content, 'redacts')

/** Whether what an event said was taken back, so that it says nothing. */
export const isRedacted = ({ unsigned, content }: RoomEvent): boolean =>
  valueIn(unsigned, 'redacted_because') !== undefined ||
  (valueIn(unsigned, 'redacted_by') !== undefined && Object.keys(content).length === 0)
