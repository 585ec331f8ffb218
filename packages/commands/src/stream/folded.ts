import type { DomainEvent, Position, Revision } from '@parley/domain'
import { decodeRecorded } from '@parley/event-store'
import type { Corrupt, EventStore, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { LoadError } from '../errors.ts'
import { loadErrorOf } from '../errors.ts'

/** An event of a stream, with where it stands. */
export interface Folded<Event> {
  readonly event: Event
  readonly revision: Revision
  readonly position: Position
}

/** Reads at most `limit` events of one stream, from a revision on; none where the stream ends before it. */
export type PageReader<Event> = (
  from: number,
  limit: number,
) => Promise<E.Either<LoadError, ReadonlyArray<Folded<Event>>>>

const corrupt = (cause: string): E.Either<Corrupt, never> => E.left({ _tag: 'Corrupt', cause })

/** Decodes an event of a stream that holds only events of one kind. */
const decodeFolded = <Event extends DomainEvent>(
  recorded: RecordedEvent,
  isEvent: (event: DomainEvent) => event is Event,
): E.Either<Corrupt, Folded<Event>> => {
  const { revision, position, stream } = recorded
  const decoded = decodeRecorded(recorded)
  if (E.isLeft(decoded)) {
    const { _tag, cause } = decoded.left
    return corrupt(`${_tag} at revision ${revision} of ${stream}: ${cause}`)
  }
  const event = decoded.right
  if (!isEvent(event))
    return corrupt(`${event.type} at revision ${revision} of ${stream}: not of this stream`)
  return E.right({ event, revision, position })
}

/** Reads a stream's pages from the log. A page with a hole in it is `Corrupt`: its events can't be folded. */
export const pageReader =
  <Event extends DomainEvent>(
    store: EventStore,
    stream: string,
    isEvent: (event: DomainEvent) => event is Event,
  ): PageReader<Event> =>
  async (from, limit) => {
    const read = await store.readStream(stream, { from: from as Revision, limit })()
    if (E.isLeft(read)) return E.left(loadErrorOf(read.left))
    const page: Array<Folded<Event>> = []
    for (const recorded of read.right) {
      const expected = from + page.length
      if (recorded.revision !== expected)
        return corrupt(`revision ${recorded.revision} of ${stream} stands where ${expected} should`)
      const folded = decodeFolded(recorded, isEvent)
      if (E.isLeft(folded)) return folded
      page.push(folded.right)
    }
    return E.right(page)
  }
