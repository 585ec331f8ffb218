import type { Position } from '@parley/domain'
import type { SubscribeQuery } from '../event-store.ts'
import { matches } from '../filter.ts'
import { SubscriptionFailed } from '../subscription.ts'
import type { SubscriptionMessage } from '../subscription.ts'
import { beyondEnd } from '../unknown-position.ts'
import type { MemoryLog } from './memory-log.ts'

const usualPage = 500

/**
 * Follows a log in memory. It holds nothing but its position, so it can't grow however slowly it is pulled; one that
 * was caught up says that it fell behind when more than `liveEvents` wait for it.
 */
export async function* follow(
  log: MemoryLog,
  query: SubscribeQuery,
  liveEvents: number,
  ended: AbortSignal,
): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
  const passes = matches(query.filter)
  const pageSize = query.atOnce ?? usualPage
  let at: number = query.after ?? 0
  let live = false
  while (!ended.aborted) {
    const waiting = log.events.length - at
    if (waiting < 0) throw new SubscriptionFailed(beyondEnd(at, log.events.length))
    if (waiting === 0 && live) {
      await log.appended.next(ended)
    } else if (waiting === 0) {
      live = true
      yield { _tag: 'caught-up' }
    } else if (live && waiting > liveEvents) {
      live = false
      yield { _tag: 'fell-behind' }
    } else {
      const page = log.events.slice(at, at + pageSize)
      at += page.length
      const lookedAt = at
      const events = page.filter(passes)
      if (events.length > 0) yield { _tag: 'events', events }
      if (events.at(-1)?.position !== lookedAt) yield { _tag: 'checkpoint', position: lookedAt as Position }
    }
  }
  return undefined
}
