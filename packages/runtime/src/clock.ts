/** Time, as the gateway knows it: tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds since some moment, with fractions; the machine's time may be set meanwhile, and this goes on. */
  readonly elapsed: () => number
  /** Runs something once, after so many milliseconds; what it gives takes that back. Keeps no process alive. */
  readonly later: (milliseconds: number, run: () => void) => () => void
}

/** A timer of Node counts no further. */
const longest = 2 ** 31 - 1

/** The time of the machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  later: (milliseconds, run) => {
    let timer: NodeJS.Timeout
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : run()), Math.min(left, longest))
      timer.unref()
    }
    wait(milliseconds)
    return () => clearTimeout(timer)
  },
}
