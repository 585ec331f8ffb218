/** Time, as the SDK measures it: by a clock that only goes forward, since the machine's may be set. */
export interface Clock {
  /** Milliseconds since some moment. It is no time of day, and never goes back. */
  readonly now: () => number
  /** Runs something once, after so many milliseconds; what it gives takes that back. */
  readonly later: (milliseconds: number, run: () => void) => () => void
}

/** A timer counts hardly further, to 2 ** 31 - 1, and one that is set for longer fires at once. */
const longest = 2e9

export const systemClock: Clock = {
  now: () => performance.now(),
  later: (milliseconds, run) => {
    let timer: ReturnType<typeof setTimeout>
    const wait = (left: number): void => {
      timer = setTimeout(() => (left > longest ? wait(left - longest) : run()), Math.min(left, longest))
    }
    wait(milliseconds)
    return () => clearTimeout(timer)
  },
}
