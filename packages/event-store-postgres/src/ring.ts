import type { RecordedEvent } from '@parley/event-store'

/**
 * The newest events of the log, without a gap, so that caught-up subscriptions are handed what was committed and
 * need not read it back. Positions follow on one another: what does not continue the ring is not taken in, and a
 * subscription always sees whether it can continue from here.
 */
export interface Ring {
  /** Events after a position, at most `limit`; undefined where the ring does not reach back to it or up to it. */
  readonly after: (position: number, limit: number) => ReadonlyArray<RecordedEvent> | undefined
  /** The position of the newest event in it: the next has to follow it. */
  readonly last: () => number
  /** Takes in consecutive events, as far as they continue the ring. */
  readonly push: (events: ReadonlyArray<RecordedEvent>) => void
  /** Begins anew after a position, if that is ahead of it. */
  readonly skipTo: (position: number) => void
}

export const ring = (capacity: number): Ring => {
  let events: Array<RecordedEvent> = []
  let last = 0
  return {
    after: (position, limit) => {
      const back = last - position
      if (back <= 0 || back > events.length) return undefined
      const start = events.length - back
      return events.slice(start, start + limit)
    },
    last: () => last,
    push: (more) => {
      for (const event of more) {
        if (event.position !== last + 1) continue
        events.push(event)
        last = event.position
      }
      // Dropping in bulk keeps the cost of a push flat.
      if (events.length > 2 * capacity) events = events.slice(-capacity)
    },
    skipTo: (position) => {
      if (position <= last) return
      events = []
      last = position
    },
  }
}
