import { setTimeout } from 'node:timers/promises'

/** How long a call is tried again before it fails. */
export interface Retry {
  /** Waits before the next try, longer each time; false where no time is left, or the store is being closed. */
  readonly again: () => Promise<boolean>
  /** The server answered: the time and the waits begin anew. */
  readonly restart: () => void
  /** Whether the store is being closed. */
  readonly closing: () => boolean
}

/** Tries from now on, for so many milliseconds; `first`: about how many pass before the second try. */
export const retryFor = (milliseconds: number, closing: AbortSignal, first = 10): Retry => {
  let until = Date.now() + milliseconds
  let pause = first
  return {
    restart: () => {
      until = Date.now() + milliseconds
      pause = first
    },
    closing: () => closing.aborted,
    again: async () => {
      const left = until - Date.now()
      if (left <= 0 || closing.aborted) return false
      // Somewhere between half and all of it, so that many who failed together do not come back together.
      const wait = Math.min(left, pause * (0.5 + Math.random() / 2))
      pause = Math.min(pause * 2, 500)
      await setTimeout(wait, undefined, { signal: closing, ref: true }).catch(() => undefined)
      return !closing.aborted
    },
  }
}
