import type { Position } from '@parley/domain'
import type { Corrupt, EventFilter, EventStore, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { CopyError, Side } from './error.ts'

/** A side of the copy: a log, and which of its streams count. */
export interface CopySide {
  readonly name: Side
  readonly store: EventStore
  readonly filter: EventFilter | undefined
}

/** After one position (from the beginning where absent) and up to another (to the end), itself included. */
export interface Range {
  readonly after?: Position | undefined
  readonly upTo?: Position | undefined
}

const pageSize = 2_000

const notToBeCopied = ({ type, revision, stream, unreadable }: RecordedEvent): Corrupt => ({
  _tag: 'Corrupt',
  cause: `${type} at ${revision} of ${stream} can't be copied: ${unreadable}`,
})

/**
 * Gives a log's events to `work`, page by page in their order. The next page is read while one is worked on.
 * Ends at the first error, its own or the work's.
 */
export const eachPage = async (
  { name: side, store, filter }: CopySide,
  { after, upTo }: Range,
  work: (events: ReadonlyArray<RecordedEvent>) => Promise<E.Either<CopyError, void>>,
): Promise<E.Either<CopyError, void>> => {
  const read = (from: Position | undefined) =>
    store.readAll({
      limit: pageSize,
      ...(from === undefined ? {} : { after: from }),
      ...(filter === undefined ? {} : { filter }),
    })()
  let ahead = read(after)
  for (;;) {
    const page = await ahead
    if (E.isLeft(page)) return E.left({ _tag: 'StoreFailed', side, error: page.left })
    const unreadable = page.right.find((event) => event.unreadable !== undefined)
    if (unreadable !== undefined)
      return E.left({ _tag: 'StoreFailed', side, error: notToBeCopied(unreadable) })
    const events = upTo === undefined ? page.right : page.right.filter(({ position }) => position <= upTo)
    const more = page.right.length === pageSize && events.length === pageSize
    if (more) ahead = read(events.at(-1)?.position)
    const done = events.length === 0 ? E.right(undefined) : await work(events)
    if (!more || E.isLeft(done)) {
      // What was asked for ahead is answered before anybody closes the store.
      await ahead
      return done
    }
  }
}
