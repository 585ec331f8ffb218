import type { Clock } from '@parley/gateway'

/** A clock that stands still until it is moved; the machine's time may be set apart from it. */
export const handClock = (): Clock & {
  readonly advance: (milliseconds: number) => void
  readonly set: (milliseconds: number) => void
} => {
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
