import { setTimeout as sleep } from 'node:timers/promises'
import { startedAt } from './process-identity.ts'

/** Seconds that a fast shutdown may take before it is forced. */
const secondsToStop = 20

/**
 * Ends a postmaster: fast (connections are closed, all is written out), and where that does not end it, at once,
 * which the next start recovers from. Resolves when the process is gone; at once if it already is.
 */
export const stopPostmaster = async (pid: number): Promise<void> => {
  const identity = startedAt(pid)
  if (identity === null) return
  for (const [signal, seconds] of [
    ['SIGINT', secondsToStop],
    ['SIGQUIT', 5],
    ['SIGKILL', 5],
  ] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const until = Date.now() + seconds * 1000
    while (Date.now() < until) {
      if (startedAt(pid) !== identity) return
      await sleep(10)
    }
  }
}
