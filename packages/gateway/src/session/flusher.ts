import type { Clock } from '@parley/runtime'

/** Lets all that is said in one turn of the event loop go out at its end, of all sessions in one go. */
export interface Flusher {
  /** Runs something at the end of this turn, or at the next `now`; after the rest, where it rests. */
  readonly soon: (flush: () => void) => void
  /** Runs what waits, unless it rests. What it asks for in turn is run too. */
  readonly now: () => void
}

/** What took less than this, in milliseconds, asks for no rest: a timer is no finer. */
const leastRest = 1
/** Milliseconds. A process that was stopped while it wrote would otherwise be silent for as long once more. */
const longestRest = 250

/**
 * After writing it rests for as long as that took. A write costs nearly the same whatever it says: so where writing
 * would take all the time, each says more, and where it takes little, nothing waits.
 */
export const flusher = (clock: Pick<Clock, 'elapsed' | 'later'>): Flusher => {
  let waiting: Array<() => void> = []
  let scheduled = false
  let resting = false

  const awake = (): void => {
    resting = false
    now()
  }
  const now = (): void => {
    if (resting || waiting.length === 0) return
    const began = clock.elapsed()
    while (waiting.length > 0) {
      const flushes = waiting
      waiting = []
      for (const flush of flushes) flush()
    }
    const took = clock.elapsed() - began
    if (took < leastRest) return
    resting = true
    clock.later(Math.min(took, longestRest), awake)
  }
  return {
    soon: (flush) => {
      waiting.push(flush)
      if (scheduled || resting) return
      scheduled = true
      setImmediate(() => {
        scheduled = false
        now()
      })
    },
    now,
  }
}
