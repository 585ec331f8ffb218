import { namesAChannel } from '@parley/domain'
import type { DecodeError, RecordedEvent } from '@parley/event-store'
import { recognise } from '@parley/event-store'
import type { StreamPosition } from './stream-order.ts'
import { type Committed, type LiveUpdate, updateOf } from './update.ts'

/** Why this version can't read an event of ours. */
export interface Unreadable {
  /** With its place, for those at the terminal. */
  readonly cause: string
  /** Whether a newer version wrote it. Else it is not as any version writes it. */
  readonly isNewer: boolean
}

/** An event of a stream that is followed. */
export interface Arrived extends StreamPosition {
  /** What watchers are told; undefined: nothing, since it is another program's, or can't be read by this version. */
  readonly update: LiveUpdate | undefined
  /** Why this version can't read it. */
  readonly unreadable?: Unreadable
  /** Whether the log brought it. What this process appended and handed over, the log brings once more. */
  readonly logged: boolean
}

export const arrivedBy = (recorded: RecordedEvent): Arrived => {
  const { revision, position } = recorded
  const recognised = recognise(recorded)
  switch (recognised._tag) {
    case 'Own':
      return {
        revision,
        position,
        update: toldOf({ event: recognised.event, revision, position }),
        logged: true,
      }
    case 'Foreign':
      return { revision, position, update: undefined, logged: true }
    case 'Unreadable':
      return {
        revision,
        position,
        update: undefined,
        unreadable: unreadableBy(recognised.error),
        logged: true,
      }
    default:
      return recognised satisfies never
  }
}

/** What watchers are told of an event; of one that is about no channel there is nothing to watch. */
const toldOf = ({ event, ...place }: Committed): LiveUpdate | undefined =>
  namesAChannel(event) ? updateOf({ event, ...place }) : undefined

/** Why an event can't be read, by what its decoding came to. */
export const unreadableBy = ({ _tag, type, revision, stream, cause }: DecodeError): Unreadable => ({
  cause: `${type} at revision ${revision} of ${stream}: ${_tag}: ${cause}`,
  isNewer: isOfNewer(_tag),
})

const isOfNewer = (tag: DecodeError['_tag']): boolean => {
  switch (tag) {
    case 'UnknownEventType':
    case 'UnknownEventVersion':
      return true
    case 'MalformedEvent':
    case 'MisplacedEvent':
      return false
    default:
      return tag satisfies never
  }
}

export const handedOver = (committed: Committed): Arrived => {
  const { revision, position } = committed
  return { revision, position, update: toldOf(committed), logged: false }
}
