import type { Clock } from '../clock.ts'

/** A clock that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Goes on by so many milliseconds; what was to run within them runs, each at its time. */
  readonly advance: (milliseconds: number) => void
  /** What the machine takes for the time is set, by so many milliseconds, back where they are less than 0. */
  readonly set: (milliseconds: number) => void
}

/** It begins at noon of 2026-03-01, UTC. */
export const fakeClock = (): FakeClock => {
  let elapsed = 0
  let offset = Date.parse('2026-03-01T12:00:00Z')
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => elapsed + offset,
    elapsed: () => elapsed,
    later: (milliseconds, run) => {
      const timer = { at: elapsed + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (milliseconds) => {
      const until = elapsed + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        elapsed = next.at
        next.run()
      }
      elapsed = until
    },
    set: (milliseconds) => {
      offset += milliseconds
    },
  }
}
