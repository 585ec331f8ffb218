/** Lets all that is said in one turn of the event loop go out at its end, of all sessions in one go. */
export interface Flusher {
  /** Runs something at the end of this turn, or at the next `now`. */
  readonly soon: (flush: () => void) => void
  /** Runs what waits. What it asks for in turn is run too. */
  readonly now: () => void
}

export const flusher = (): Flusher => {
  let waiting: Array<() => void> = []
  let scheduled = false
  const now = (): void => {
    while (waiting.length > 0) {
      const flushes = waiting
      waiting = []
      for (const flush of flushes) flush()
    }
  }
  return {
    soon: (flush) => {
      waiting.push(flush)
      if (scheduled) return
      scheduled = true
      setImmediate(() => {
        scheduled = false
        now()
      })
    },
    now,
  }
}
