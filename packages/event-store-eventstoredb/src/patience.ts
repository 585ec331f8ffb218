import { setTimeout } from 'node:timers/promises'

/** How long a call tries again before it says that it could not. */
export interface Patience {
  /** Waits a little, longer each time; false where there is no time left, or the store is being closed. */
  readonly again: () => Promise<boolean>
  /** The server answered: from now on it is waited for anew. */
  readonly answered: () => void
  /** Whether the store is being closed. */
  readonly closing: () => boolean
}

/** From now on, for so many milliseconds; `first`: about so many until the second try. */
export const patienceFor = (milliseconds: number, closing: AbortSignal, first = 10): Patience => {
  let until = Date.now() + milliseconds
  let pause = first
  return {
    answered: () => {
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
