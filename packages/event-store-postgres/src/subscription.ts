import type { Position } from '@parley/domain'
import { SubscriptionFailed, beyondEnd, matches } from '@parley/event-store'
import type { RecordedEvent, SubscribeQuery, SubscriptionMessage } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Failure } from './failures.ts'
import { pageReader, usualPage } from './page-reader.ts'
import { resting } from './resting.ts'
import type { Reading } from './reading.ts'
import type { Tail } from './tail.ts'

/** Throws what waiting does not mend. */
const endure = (failure: Failure): void => {
  if (failure._tag !== 'Unavailable') throw new SubscriptionFailed(failure)
}

/**
 * Follows the log: from the ring where that reaches back to its position, otherwise from the table. It holds
 * nothing but its position, and reads no further than to where everything is committed.
 */
export async function* follow(
  reading: Reading,
  tail: Tail,
  query: SubscribeQuery,
  liveEvents: number,
  ended: AbortSignal,
): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
  const { filter, atOnce = usualPage } = query
  const passes = filter === undefined ? undefined : matches(filter)
  const readPage = pageReader(reading, filter, atOnce)
  let at: number = query.after ?? 0
  let live = false
  tail.follow()

  while (!ended.aborted) {
    const trouble = tail.trouble()
    const waiting = tail.end() - at
    const near = waiting > 0 ? tail.ring.after(at, atOnce) : undefined
    let events: ReadonlyArray<RecordedEvent>

    if (live && (trouble !== undefined || waiting > liveEvents)) {
      live = false
      yield { _tag: 'fell-behind' }
      continue
    } else if (near !== undefined) {
      const last = near.at(-1)?.position ?? at
      events = passes === undefined ? near : near.filter(passes)
      at = last
    } else if (trouble !== undefined) {
      if (trouble !== 'starting') endure(trouble)
      await tail.changed.next(ended)
      continue
    } else if (waiting < 0) {
      // Another process may have committed it, and this one not heard of it yet: the log itself is asked.
      const end = await reading.end()()
      if (ended.aborted) break
      if (E.isLeft(end)) {
        endure(end.left)
        await resting(200, ended)
      } else if (end.right < at) throw new SubscriptionFailed(beyondEnd(at, end.right))
      else tail.reach(end.right)
      continue
    } else if (waiting === 0) {
      if (live) {
        await tail.changed.next(ended)
      } else {
        live = true
        tail.ring.skipTo(at)
        yield { _tag: 'caught-up' }
      }
      continue
    } else if (live && at === tail.ring.last()) {
      const filled = await tail.fill()
      if (E.isLeft(filled)) {
        endure(filled.left)
        live = false
        yield { _tag: 'fell-behind' }
      }
      continue
    } else {
      const page = await readPage(at, tail.end())
      if (E.isLeft(page)) {
        if (ended.aborted) break
        endure(page.left)
        await resting(200, ended)
        continue
      }
      events = page.right.events
      at = page.right.upTo
    }

    const lookedAt = at
    if (events.length > 0) yield { _tag: 'events', events }
    if (events.at(-1)?.position !== lookedAt) yield { _tag: 'checkpoint', position: lookedAt as Position }
  }
  return undefined
}
