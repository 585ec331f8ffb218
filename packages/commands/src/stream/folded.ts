import { streamKindOf } from '@parley/domain'
import type { DomainEvent, Position, Revision, StreamKind } from '@parley/domain'
import { recognise } from '@parley/event-store'
import type { EventStore, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { LoadError, StreamCorrupt } from '../errors.ts'
import { loadErrorOf, missing } from '../errors.ts'

/** An event of a stream, with its revision and position. */
export interface Folded {
  readonly event: DomainEvent
  readonly revision: Revision
  readonly position: Position
}

/** An event of another program: it counts as a revision, and changes nothing. */
interface PassedOver {
  readonly event: undefined
  readonly revision: Revision
  readonly position: Position
}

/** What a stream has at a revision. */
export type StreamEvent = Folded | PassedOver

/** Reads at most `limit` events of one stream, from a revision on; none where the stream ends before it. */
export type PageReader = (
  from: number,
  limit: number,
) => Promise<E.Either<LoadError, ReadonlyArray<StreamEvent>>>

/** Decodes an event of a stream that holds only events of one kind, and perhaps what others wrote there. */
const streamEventOf = (recorded: RecordedEvent, kind: StreamKind): E.Either<StreamCorrupt, StreamEvent> => {
  const { revision, position, stream } = recorded
  const corrupt = (tag: string, cause: string): E.Either<StreamCorrupt, never> =>
    E.left({ _tag: 'Corrupt', cause: `${tag} at revision ${revision} of ${stream}: ${cause}`, stream })
  const recognised = recognise(recorded)
  switch (recognised._tag) {
    case 'Foreign':
      return E.right({ event: undefined, revision, position })
    case 'Unreadable':
      return corrupt(recognised.error._tag, recognised.error.cause)
    case 'Own': {
      const { event } = recognised
      return streamKindOf(event) === kind
        ? E.right({ event, revision, position })
        : corrupt(event.type, 'not of this stream')
    }
    default:
      return recognised satisfies never
  }
}

/**
 * Reads a stream's pages from the log. Where revisions are missing before an event, what comes can't be folded upon
 * what was before: that is `Corrupt`. Only an event that such a stream begins with needs nothing before it.
 */
export const pageReader =
  (store: EventStore, stream: string, kind: StreamKind): PageReader =>
  async (from, limit) => {
    const read = await store.readStream(stream, { from: from as Revision, limit })()
    if (E.isLeft(read)) return E.left(loadErrorOf(read.left))
    const page: Array<StreamEvent> = []
    let next = from
    for (const recorded of read.right) {
      const found = streamEventOf(recorded, kind)
      if (E.isLeft(found)) return found
      const { event, revision } = found.right
      // What others wrote behind a gap says nothing of it; the next of ours does.
      if (event === undefined && revision > next) continue
      if (event !== undefined && revision > next && !needsNothingBefore(event, kind))
        return E.left(missing(stream, next, revision - 1))
      next = revision + 1
      page.push(found.right)
    }
    return E.right(page)
  }

const needsNothingBefore = ({ type }: DomainEvent, { beginsWith }: StreamKind): boolean =>
  beginsWith === undefined || type === beginsWith
