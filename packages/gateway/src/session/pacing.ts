import type { Clock } from '@parley/runtime'
import type { Allowances, Caller } from '@parley/engine'
import { frameCostOf } from '../rates/cost.ts'
import type { Reading } from './reading.ts'

/** Counts the frames of one session. */
export interface Pacing {
  /** A frame of so many bytes came. Gives in how many milliseconds their own frames are made up for; 0: they are. */
  readonly took: (bytes: number) => number
  readonly end: () => void
}

/**
 * Where more frames come than may, the socket is not read from until that is made up for: its other side has to wait,
 * and refusing costs nothing. `caller` says who it is by now.
 */
export const pacing = (
  { allowances, clock }: { readonly allowances: Allowances<'frames'>; readonly clock: Clock },
  caller: () => Caller,
  reading: Reading,
): Pacing => {
  let cancel: (() => void) | undefined
  return {
    took: (bytes) => {
      const { wait, own } = allowances.charge('frames', caller(), frameCostOf(bytes))
      if (wait === 0 || cancel !== undefined) return own
      reading.hold('rate')
      cancel = clock.later(wait, () => {
        cancel = undefined
        reading.letGo('rate')
      })
      return own
    },
    end: () => cancel?.(),
  }
}
