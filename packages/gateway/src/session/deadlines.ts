import type { Clock } from '@parley/runtime'

/** What is to be told when its time has come. */
interface Due {
  readonly due: () => void
}

/** When sessions end: one timer for all of them, where each of its own would be the better part of what they keep. */
export interface Deadlines {
  /** Its time comes in so many milliseconds, instead of whenever it was to come. */
  readonly set: (one: Due, milliseconds: number) => void
  /** Its time does not come any more. */
  readonly clear: (one: Due) => void
}

/** Where many end one after another, so many milliseconds lie between two looks: each looks at all of them. */
const leastPause = 100

/** Each is told at its time, or up to a tenth of a second later where others were just before. */
export const deadlines = (clock: Pick<Clock, 'elapsed' | 'later'>): Deadlines => {
  const all = new Map<Due, number>()
  let next = Infinity
  let cancel = (): void => undefined

  const lookAt = (moment: number, now: number): void => {
    cancel()
    next = moment
    cancel = clock.later(moment - now, look)
  }
  const look = (): void => {
    next = Infinity
    const now = clock.elapsed()
    let earliest = Infinity
    for (const [one, at] of all) {
      if (at > now) earliest = Math.min(earliest, at)
      else if (all.delete(one)) one.due()
    }
    if (earliest < next) lookAt(Math.max(earliest, now + leastPause), now)
  }

  return {
    set: (one, milliseconds) => {
      const now = clock.elapsed()
      // In whole milliseconds, which take no memory of their own.
      const at = Math.ceil(now + milliseconds)
      all.set(one, at)
      if (at < next) lookAt(at, now)
    },
    clear: (one) => all.delete(one),
  }
}
