import type { RecordedEvent } from '@parley/event-store'
import { recognise } from '@parley/event-store'
import type { StreamPosition } from './stream-order.ts'
import { type Committed, type LiveUpdate, updateOf } from './update.ts'

/** An event of a stream that is followed. */
export interface Arrived extends StreamPosition {
  /** What watchers are told; undefined: nothing, since it is not theirs to see, another program's, or can't be read by this version. */
  readonly update: LiveUpdate | undefined
  /** Why this version can't read it. */
  readonly unreadable?: string
  /** Whether the log brought it. What this process appended and handed over, the log brings once more. */
  readonly logged: boolean
}

export const arrivedBy = (recorded: RecordedEvent): Arrived => {
  const { revision, position, stream, type } = recorded
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
    case 'Unreadable': {
      const unreadable = `${type} at revision ${revision} of ${stream}: ${recognised.error._tag}: ${recognised.error.cause}`
      return { revision, position, update: undefined, unreadable, logged: true }
    }
    default:
      return recognised satisfies never
  }
}

/** What is for moderators alone goes to nobody: who they are is not known here. The revision moves on. */
const toldOf = (committed: Committed): LiveUpdate | undefined => {
  const update = updateOf(committed)
  return update.audience === 'moderators' ? undefined : update
}

export const handedOver = (committed: Committed): Arrived => {
  const { revision, position } = committed
  return { revision, position, update: toldOf(committed), logged: false }
}
