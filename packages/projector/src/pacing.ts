import { signal } from '@parley/event-store'
import type { Clock } from '@parley/runtime'

/** Milliseconds between two batches in services: nobody who chats waits for them. */
export const projectEvery = 5

/** Who waits for what is projected. */
interface Awaited {
  readonly isAwaited: () => boolean
  /** Calls back whenever somebody begins to wait, until the returned function is called. */
  readonly onAwaited: (listener: () => void) => () => void
}

/** How often a projector that is caught up writes. */
export interface Pacing {
  /** Milliseconds between the beginnings of two batches, where nobody waits for the second. */
  readonly milliseconds: number
  /** The most of the time for which it writes, from 0 to 1, where nobody waits for it: all of it unless given. */
  readonly share?: number
  /** The most events that it writes at once: as many as there are, up to what any batch holds, unless given. */
  readonly maxBatch?: number
  /** Who has it write at once; nobody that it knows of unless given. */
  readonly awaited?: Awaited
  readonly clock: Pick<Clock, 'elapsed' | 'later'>
}

/** Lets a batch wait for its time. */
export interface Pacer {
  /** Resolves when the next batch may begin: in its time, or at once where somebody waits, or it is told to. */
  readonly inTime: (ended: AbortSignal) => Promise<void>
  /** A batch is being written. What is given back is called when it is, and rests for as long as the share says. */
  readonly writes: () => (ended: AbortSignal) => Promise<void>
  /** There is enough for a batch. */
  readonly hurry: () => void
  readonly close: () => void
}

/** An event that comes after a rest goes at once; those that follow upon it go together. */
export const pacer = ({ milliseconds, share = 1, awaited, clock }: Pacing): Pacer => {
  const now = signal()
  const leave = awaited?.onAwaited(now.wake)
  let last = -Infinity
  /** Nothing but somebody who waits ends it before its time: that there is much to write is why it rests. */
  const rest = async (wait: number, ended: AbortSignal): Promise<void> => {
    let rested = false
    const cancel = clock.later(wait, () => {
      rested = true
      now.wake()
    })
    while (!rested && !ended.aborted && awaited?.isAwaited() !== true) await now.next(ended)
    cancel()
  }
  return {
    writes: () => {
      const began = clock.elapsed()
      return async (ended) => {
        const took = clock.elapsed() - began
        if (share < 1 && took > 0) await rest(took / share - took, ended)
      }
    },
    inTime: async (ended) => {
      const wait = last + milliseconds - clock.elapsed()
      if (wait > 0 && awaited?.isAwaited() !== true) {
        const cancel = clock.later(wait, now.wake)
        await now.next(ended)
        cancel()
      }
      last = clock.elapsed()
    },
    hurry: now.wake,
    close: () => leave?.(),
  }
}

/** Writes whenever there is something. */
export const unpaced: Pacer = {
  inTime: async () => {},
  writes: () => async () => {},
  hurry: () => {},
  close: () => {},
}
