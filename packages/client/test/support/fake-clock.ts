import type { Clock } from '../../src/platform/clock.ts'
import { turn } from './fake-socket.ts'

/** A clock that stands still until it is moved. */
export const fakeClock = (): Clock & { readonly advance: (milliseconds: number) => Promise<void> } => {
  let now = 1_000
  const timers = new Set<{ readonly at: number; readonly run: () => void }>()
  return {
    now: () => now,
    later: (milliseconds, run) => {
      const timer = { at: now + milliseconds, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: async (milliseconds) => {
      const until = now + milliseconds
      for (;;) {
        await turn()
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
