import type { Position } from '@parley/domain'
import { streamPrefixes } from '@parley/domain'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import { SubscriptionFailed } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/** The most events of a page. */
export const pageSize = 2_000

/** Throws what stops a projector, or has it try again, where the log can't be read. */
const page = async (
  store: Pick<EventStore, 'readAll'>,
  after: Position | undefined,
): Promise<ReadonlyArray<RecordedEvent>> => {
  const read = await store.readAll({
    limit: pageSize,
    filter: { streamPrefixes },
    ...(after === undefined ? {} : { after }),
  })()
  if (E.isRight(read)) return read.right
  switch (read.left._tag) {
    case 'Unavailable':
      throw new Error(`the log can't be reached: ${read.left.cause}`)
    case 'AccessDenied':
    case 'Corrupt':
      throw new SubscriptionFailed(read.left)
    case 'StreamDeleted':
      throw new Error(`the stream ${read.left.stream} was deleted`)
    default:
      return read.left satisfies never
  }
}

/**
 * What the log has after a position, page by page, up to `end` and to what has come after it by then. The page that
 * follows is read while one is worked on, and no more than that.
 */
export async function* readAhead(
  store: Pick<EventStore, 'readAll'>,
  from: Position,
  end: Position,
): AsyncGenerator<ReadonlyArray<RecordedEvent>, void, undefined> {
  let next = page(store, from === 0 ? undefined : from)
  for (;;) {
    const events = await next
    const last = events.at(-1)
    if (last === undefined) return
    const isLast = events.length < pageSize && last.position >= end
    if (!isLast) {
      next = page(store, last.position)
      // Where nobody comes back for it, nobody is told.
      next.catch(() => {})
    }
    yield events
    if (isLast) return
  }
}

/** Whether the log, which ends there, has so many events of ours, or more. */
export const isLong = async (
  store: Pick<EventStore, 'readAll'>,
  end: Position,
  most: number,
): Promise<boolean> => {
  let events = 0
  for await (const read of readAhead(store, 0 as Position, end)) {
    events += read.length
    if (events >= most) return true
  }
  return false
}
