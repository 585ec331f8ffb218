import type { Unreadable } from './arrived.ts'

/** What was given up so far, since this version can't read it. */
export interface GivenUp {
  /** How many channels and inboxes that are, of those that were met here; `mostCounted`: so many or more. */
  readonly streams: number
  /** How many of them hold what a newer version wrote. */
  readonly newer: number
  /** Why the latest of these was; of all, where there are none. */
  readonly cause: string
}

/** So many streams are counted, and their names kept. */
export const mostCounted = 10_000

/** Counts streams that are given up, each once, and tells how many these are by now. */
export const givingUp = (
  tell: (given: GivenUp) => void,
): ((stream: string, unreadable: Unreadable) => void) => {
  const streams = new Set<string>()
  let newer = 0
  let latest = ''
  return (stream, { cause, isNewer }) => {
    if (streams.has(stream) || streams.size === mostCounted) return
    streams.add(stream)
    if (isNewer) newer += 1
    if (isNewer || newer === 0) latest = cause
    tell({ streams: streams.size, newer, cause: latest })
  }
}
