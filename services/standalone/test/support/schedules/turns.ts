import { type FakeClock, fakeClock } from '@parley/runtime/testing'

/** Time in which nothing waits for the machine's: it goes on by a millisecond a turn of the event loop, or by leaps. */
export interface Turns {
  readonly clock: FakeClock
  /** Lets all that is under way go on by one turn. */
  readonly next: () => Promise<void>
  /** Resolves after so many turns; at once for none. */
  readonly pause: (count: number) => Promise<void>
  /** How many turns there were. */
  readonly count: () => number
}

/** `each`: what else happens in every turn. */
export const turns = (each: () => void): Turns => {
  const clock = fakeClock()
  let count = 0
  let waiting: Array<{ readonly until: number; readonly go: () => void }> = []
  return {
    clock,
    count: () => count,
    pause: (many) => {
      if (many === 0) return Promise.resolve()
      const { promise, resolve } = Promise.withResolvers<void>()
      waiting.push({ until: count + many, go: resolve })
      return promise
    },
    next: async () => {
      await new Promise((resolve) => setImmediate(resolve))
      count += 1
      each()
      clock.advance(1)
      const due = waiting.filter(({ until }) => until <= count)
      waiting = waiting.filter(({ until }) => until > count)
      for (const { go } of due) go()
    },
  }
}
