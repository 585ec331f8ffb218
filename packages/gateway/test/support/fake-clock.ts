import type { Clock } from '../../src/index.ts'

/** A clock that stands still until it is moved; what the machine takes for the time may be set. */
export const fakeClock = (): Clock & {
  readonly advance: (milliseconds: number) => void
  readonly setBack: (milliseconds: number) => void
} => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  let setBack = 0
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now - setBack,
    elapsed: () => now,
    later: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    setBack: (milliseconds) => {
      setBack += milliseconds
    },
    advance: (milliseconds) => {
      const until = now + milliseconds
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at)
        if (next === undefined) break
        timers.delete(next)
        now = next.at
        next.run()
      }
      now = until
    },
  }
}
