import type { DomainEvent } from '@parley/domain'
import { type DecodeError, recognise, type RecordedEvent } from '@parley/event-store'
import { type Mask, masker } from './mask/mask.ts'
import type { Placed, Replayed, StoredEvent, Unreadable } from './page.ts'
import type { Selecting } from './selection.ts'

/** How events are given: as the events that they are today, with people or without; or as they were written. */
export type GivenAs =
  | { readonly upcast?: true; readonly mask?: Mask }
  /** Which fields of an earlier version hold people, nothing says: as they were written, events can't be masked. */
  | { readonly upcast: false; readonly mask?: never }

/** What becomes of an event of the log; undefined: it is none of those asked for. */
export type GivenEvent =
  | { readonly _tag: 'Event'; readonly event: Replayed<unknown> }
  | { readonly _tag: 'Unreadable'; readonly event: Unreadable }
  | { readonly _tag: 'Foreign' }
  | undefined

/** Gives events of the log to whoever replays it. Throws a `RangeError` where they can't be given so. */
export const giving = (
  selecting: Selecting,
  { upcast, mask }: GivenAs,
): ((from: RecordedEvent) => GivenEvent) => {
  if (upcast === false && mask !== undefined)
    throw new RangeError('events as they were written can not be masked: leave out upcast, or mask')
  const masks = mask === undefined ? undefined : masker(mask)
  const place = ({ id, stream, revision, position, recordedAt }: RecordedEvent): Placed => ({
    id: masks?.id(id) ?? id,
    stream: masks?.stream(stream) ?? stream,
    revision,
    position,
    recordedAt,
  })
  const given = (event: DomainEvent): unknown => masks?.event(event) ?? event

  return (recorded) => {
    const chosen = selecting.stream(recorded.stream)
    if (chosen === false) return undefined
    if (chosen === 'foreign') return { _tag: 'Foreign' }
    const recognised = recognise(recorded)
    switch (recognised._tag) {
      case 'Foreign':
        return recognised
      case 'Own': {
        const { event } = recognised
        if (!selecting.type(event.type)) return undefined
        const what = upcast === false ? stored(recorded) : given(event)
        return { _tag: 'Event', event: { ...place(recorded), event: what } }
      }
      case 'Unreadable': {
        // As they were written, all can be given that are JSON, whichever version wrote them.
        if (upcast === false && recorded.unreadable === undefined)
          return { _tag: 'Event', event: { ...place(recorded), event: stored(recorded) } }
        const { _tag: reason, cause } = recognised.error
        const why = masks === undefined ? cause : plainReason(reason)
        return {
          _tag: 'Unreadable',
          event: { ...place(recorded), type: recorded.type, reason, why },
        }
      }
      default:
        return recognised satisfies never
    }
  }
}

const stored = ({ type, data, metadata }: RecordedEvent): StoredEvent => {
  const { v } = metadata
  return { type, version: typeof v === 'number' ? v : 1, data, metadata }
}

/** Why an event can't be read, without what is in it or where it should stand: that may name people, or a tenant. */
export const plainReason = (reason: DecodeError['_tag']): string => {
  switch (reason) {
    case 'UnknownEventType':
      return 'no event of ours is called so'
    case 'UnknownEventVersion':
      return 'it is of a version that is not known here'
    case 'MalformedEvent':
      return 'it is not as an event of its type should be'
    case 'MisplacedEvent':
      return 'it stands in a stream that is not its own'
    default:
      return reason satisfies never
  }
}
