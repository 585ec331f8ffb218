import type { ChangeFeed, FeedEntry } from '@parley/change-feed'
import type { Position } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { Clock } from '@parley/runtime'
import type { Logger } from '@parley/runtime'

/** The one tail of the change feed in this process. */
export interface Following {
  /** Resolves when every change from now on will be delivered. */
  readonly ready: Promise<void>
  /** Resolves when all up to a position has been delivered, with true; with false after so many milliseconds. */
  readonly reached: (position: number, within: number) => Promise<boolean>
  /** The position up to which all has been delivered. */
  readonly position: () => number
  readonly close: () => Promise<void>
}

/** The wait after a feed failed that should not have, in milliseconds. */
const pause = 500

interface Waiting {
  readonly position: number
  readonly come: (reached: boolean) => void
}

/** Pulls the feed, from where the read models are now, and delivers batch by batch. */
export const follow = (
  feed: Pick<ChangeFeed, 'head' | 'tail'>,
  deliver: (entries: ReadonlyArray<FeedEntry>) => void,
  clock: Clock,
  log: Logger,
): Following => {
  let closed = false
  let at: Position | undefined
  let tail: AsyncIterableIterator<ReadonlyArray<FeedEntry>> | undefined
  let resting: PromiseWithResolvers<void> | undefined
  const waiting = new Set<Waiting>()
  const ready = Promise.withResolvers<void>()

  const rest = async (): Promise<void> => {
    resting = Promise.withResolvers()
    const cancel = clock.later(pause, resting.resolve)
    await resting.promise
    cancel()
  }
  const moveTo = (position: Position): void => {
    at = position
    for (const one of waiting) if (position >= one.position) one.come(true)
  }
  const begin = async (): Promise<Position | undefined> => {
    const head = await feed.head()()
    if (E.isRight(head)) {
      moveTo(head.right)
      ready.resolve()
      return head.right
    }
    log.debug({ cause: head.left.cause }, 'the change feed is not to be reached')
    await rest()
    return undefined
  }
  const pull = async (after: Position): Promise<void> => {
    tail = feed.tail(after)
    for await (const entries of tail) {
      const last = entries.at(-1)
      if (closed || last === undefined) continue
      try {
        deliver(entries)
      } catch (error) {
        // A fault of ours at one batch must not keep the next ones from everybody.
        log.error({ err: error, position: last.position }, 'a batch of the change feed was not delivered')
      }
      moveTo(last.position)
    }
  }
  const run = async (): Promise<void> => {
    while (!closed) {
      const after = at ?? (await begin())
      // It may have been closed meanwhile, when there was no tail yet to end.
      if (after === undefined || closed) continue
      try {
        await pull(after)
        return
      } catch (error) {
        log.error({ err: error }, 'the change feed failed')
        await rest()
      }
    }
  }
  const running = run()

  return {
    ready: ready.promise,
    position: () => at ?? 0,
    reached: (position, within) => {
      if (at !== undefined && at >= position) return Promise.resolve(true)
      return new Promise((resolve) => {
        const one: Waiting = {
          position,
          come: (reached) => {
            waiting.delete(one)
            cancel()
            resolve(reached)
          },
        }
        const cancel = clock.later(within, () => one.come(false))
        waiting.add(one)
      })
    },
    close: async () => {
      closed = true
      resting?.resolve()
      for (const one of waiting) one.come(false)
      await tail?.return?.()
      await running
    },
  }
}
