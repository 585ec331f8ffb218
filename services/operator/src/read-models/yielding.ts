import { setTimeout as pause } from 'node:timers/promises'
import type { EventStore, Subscription, SubscriptionMessage } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/** Milliseconds between two looks whether something happens. */
const lookEvery = 250
/** Milliseconds for which something that happened counts as going on. */
const counts = 2_000
/** Milliseconds of one rest at the most. */
const longestRest = 2_000

/**
 * Looks whether the log grows: whether there is work that a build should make room for. That is known after two looks, and
 * taken for granted until then.
 */
export const liveWork = (store: Pick<EventStore, 'end'>) => {
  const closing = new AbortController()
  let end: number | undefined
  let grew = Infinity
  const watch = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      const found = await store.end()()
      if (E.isRight(found)) {
        const at = found.right ?? 0
        if (end !== undefined && at !== end) grew = performance.now()
        else if (end !== undefined && grew === Infinity) grew = -Infinity
        end = at
      }
      await pause(lookEvery, undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const watching = watch()
  return {
    isThere: (): boolean => performance.now() - grew < counts,
    close: async (): Promise<void> => {
      closing.abort()
      await watching
    },
  }
}

/** Rests after each page in proportion to what it took, so that at work is so much of the time and no more. */
const rested = (
  subscription: Subscription,
  share: number,
  isLive: () => boolean,
  stopping: AbortSignal,
): Subscription => {
  let resumed = performance.now()
  const rest = async (): Promise<void> => {
    const worked = performance.now() - resumed
    if (isLive() && share < 1)
      await pause(Math.min(longestRest, (worked * (1 - share)) / share), undefined, {
        signal: stopping,
      }).catch(() => {})
  }
  return {
    next: async () => {
      await rest()
      const message = await subscription.next()
      resumed = performance.now()
      return message
    },
    return: async () => (await subscription.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this
    },
  } satisfies AsyncIterableIterator<SubscriptionMessage, undefined, undefined>
}

/** A log whose subscriptions leave room for others while these are at work. `share`: of the time, above 0, up to 1. */
export const yielding = <Log extends Pick<EventStore, 'subscribe'>>(
  store: Log,
  share: number,
  isLive: () => boolean,
  stopping: AbortSignal,
): Log => ({
  ...store,
  subscribe: (query) => rested(store.subscribe(query), share, isLive, stopping),
})
