import type { Clock } from '../../src/index.ts'

/** A clock that stands still until it is moved. */
export const fakeClock = (): Clock & { readonly advance: (milliseconds: number) => void } => {
  let now = Date.parse('2026-03-01T12:00:00Z')
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    elapsed: () => now,
    later: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
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
