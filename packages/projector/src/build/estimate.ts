import type { Position } from '@parley/domain'

/** What putting in order takes for each second that copying all of the log took: measured (`pnpm bench rebuild`). */
const orderingShare = 0.28

/** From this share on, what is left of putting in order is reckoned from how it goes. */
const enough = 0.2

/** Reckons how long a build takes from where it is. */
export interface Estimate {
  /** It begins here now, in a log that ends there. */
  readonly begin: (from: Position, end: Position) => void
  readonly copied: (to: Position) => void
  /** So much of putting in order is done: from 0 up to 1. */
  readonly ordered: (share: number) => void
  /** Seconds; undefined until it can be told. */
  readonly left: () => number | undefined
}

/** `elapsed`: a clock, in milliseconds. */
export const estimate = (elapsed: () => number): Estimate => {
  let began = 0
  let first = 0
  let end = 0
  /** Seconds for each position of the log, by what was copied now. */
  let pace: number | undefined
  let left: number | undefined
  let reckoned = 0
  let ordering: number | undefined

  const reckon = (seconds: number | undefined): void => {
    left = seconds
    reckoned = elapsed()
  }
  return {
    begin: (from, to) => {
      began = elapsed()
      first = from
      end = to
      pace = undefined
      ordering = undefined
      reckon(undefined)
    },
    copied: (to) => {
      if (to <= first) return
      pace = (elapsed() - began) / 1_000 / (to - first)
      reckon(pace * (Math.max(0, end - to) + orderingShare * Math.max(end, to)))
    },
    ordered: (share) => {
      ordering ??= elapsed()
      if (share >= enough) reckon(((elapsed() - ordering) / 1_000) * (1 / share - 1))
      else if (pace !== undefined) reckon(pace * orderingShare * end * (1 - share))
    },
    left: () => (left === undefined ? undefined : Math.max(0, left - (elapsed() - reckoned) / 1_000)),
  }
}
