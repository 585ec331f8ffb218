import type { Position } from '@parley/domain'
import type { FeedEntry } from './change-feed.ts'
import type { Published } from './publisher.ts'

const weight = ({ entries }: Published): number =>
  entries.reduce((characters, { json }) => characters + json.length, 1)

/** What was handed over to a tail and not yet pulled: one unbroken run of batches, of at most so many characters. */
export interface Backlog {
  readonly offer: (published: Published) => void
  /** The next entries after a position, where the run reaches back to it; the run begins after them from then on. */
  readonly take: (after: Position) => Published | undefined
}

/**
 * Where more waits than `most` characters, all of it is let go: the tail reads it from the table. So a tail that is
 * pulled slowly, or not at all, holds no more than that.
 */
export const backlog = (most: number): Backlog => {
  let batches: Array<Published> = []
  let held = 0
  const clear = (): void => {
    batches = []
    held = 0
  }
  return {
    offer: (published) => {
      const last = batches.at(-1)
      if (last !== undefined && last.position !== published.after) clear()
      batches.push(published)
      held += weight(published)
      if (held > most) clear()
    },
    take: (after) => {
      let first = batches[0]
      while (first !== undefined && first.position <= after) {
        held -= weight(first)
        batches.shift()
        first = batches[0]
      }
      if (first === undefined || first.after > after) return undefined
      held -= weight(first)
      batches.shift()
      return first.after === after ? first : { ...first, entries: newer(first.entries, after) }
    },
  }
}

const newer = (entries: ReadonlyArray<FeedEntry>, after: Position): ReadonlyArray<FeedEntry> =>
  entries.filter(({ position }) => position > after)
