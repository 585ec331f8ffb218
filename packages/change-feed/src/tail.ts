import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import { signal } from '@parley/event-store'
import { backlog } from './backlog.ts'
import type { FeedEntry } from './change-feed.ts'
import type { Published } from './publisher.ts'
import type { Page } from './reading.ts'

/** What a tail reads by when it has not been handed what comes next. */
export interface TailReads {
  readonly head: () => Promise<Position>
  readonly page: (after: Position) => Promise<Page>
  /** Told of a read that failed; it is tried again. */
  readonly failed: (error: unknown) => void
  /** Milliseconds before the first further try; doubled each time, up to two seconds. */
  readonly patience: number
}

/** A reader of the feed, and the two ways in which it hears that there is more. */
export interface Tail {
  /** This was committed; pulled as it is by a tail that is caught up. */
  readonly offer: (published: Published) => void
  /** There is something up to this position: to be read from the table where it was not handed over. */
  readonly reach: (position: Position) => void
  /** There may be something. */
  readonly look: () => void
  readonly run: (ended: AbortSignal) => AsyncGenerator<ReadonlyArray<FeedEntry>, undefined, undefined>
}

/** Reads until it works or the tail is ended. */
const persistently = async <A>(
  read: () => Promise<A>,
  { failed, patience }: TailReads,
  ended: AbortSignal,
): Promise<A | undefined> => {
  for (let wait = patience; !ended.aborted; wait = Math.min(wait * 2, 2_000)) {
    try {
      return await read()
    } catch (error) {
      failed(error)
      await pause(wait, undefined, { signal: ended }).catch(() => {})
    }
  }
  return undefined
}

/**
 * A tail after a position, or from the head as it is read now, not at the first pull. `most`: how many characters of
 * entries may wait for it in memory.
 */
export const tailOf = (
  after: Position | undefined,
  reads: TailReads,
  most: number,
  closing: AbortSignal,
): Tail => {
  const begin = after === undefined ? persistently(reads.head, reads, closing) : after
  const waiting = backlog(most)
  const woken = signal()
  let target = 0 as Position
  let looking = after !== undefined
  const reach = (position: Position): void => {
    if (position > target) target = position
    woken.wake()
  }
  async function* run(ended: AbortSignal): AsyncGenerator<ReadonlyArray<FeedEntry>, undefined, undefined> {
    let at = await begin
    while (at !== undefined && !ended.aborted) {
      const handed = waiting.take(at)
      if (handed !== undefined) {
        at = handed.position
        if (handed.entries.length > 0) yield handed.entries
      } else if (looking || at < target) {
        const from: Position = at
        const wanted = target
        looking = false
        const page = await persistently(() => reads.page(from), reads, ended)
        if (page === undefined) return undefined
        if (page.more) looking = true
        if (page.upTo > from) at = page.upTo
        // Nothing there up to it after all (the read models begin anew): not read for again and again.
        else if (target === wanted) target = from
        if (page.entries.length > 0) yield page.entries
      } else {
        await woken.next(ended)
      }
    }
    return undefined
  }
  return {
    offer: (published) => {
      waiting.offer(published)
      reach(published.position)
    },
    reach,
    look: () => {
      looking = true
      woken.wake()
    },
    run,
  }
}
