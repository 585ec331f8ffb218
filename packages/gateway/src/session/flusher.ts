/** Lets all that is said in one turn of the event loop go out at its end, of all sessions in one go. */
export interface Flusher {
  /** Runs something at the end of this turn, or at the next `now`. */
  readonly soon: (flush: () => void) => void
  /** Runs what waits, unless it rests. What it asks for in turn is run too. */
  readonly now: () => void
}

/** A timer is no finer than this, in milliseconds: what would be shorter is no rest. */
const leastRest = 1

/**
 * After writing to many sockets it rests as long as that took. Writing is what costs most, message by message as
 * much as for many in one: so where writing would take all the time, more is said in each, and where it takes none,
 * nothing waits.
 */
export const flusher = (): Flusher => {
  let waiting: Array<() => void> = []
  let scheduled = false
  let restsUntil = 0

  const run = (): void => {
    const began = performance.now()
    while (waiting.length > 0) {
      const flushes = waiting
      waiting = []
      for (const flush of flushes) flush()
    }
    const ended = performance.now()
    restsUntil = ended + (ended - began)
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    const wake = (): void => {
      scheduled = false
      run()
    }
    const rest = restsUntil - performance.now()
    if (rest < leastRest) setImmediate(wake)
    else setTimeout(wake, rest)
  }
  return {
    soon: (flush) => {
      waiting.push(flush)
      schedule()
    },
    now: () => {
      if (restsUntil - performance.now() < leastRest) run()
    },
  }
}
