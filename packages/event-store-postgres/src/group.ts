import type { AppendError, Appended, ExpectedRevision, NewEvent } from '@parley/event-store'
import type { Either } from 'fp-ts/lib/Either.js'

/** An append that waits for its commit. */
export interface PendingAppend {
  readonly stream: string
  readonly expected: ExpectedRevision
  readonly events: ReadonlyArray<NewEvent>
  /** The events' data as JSON, made once. */
  readonly data: ReadonlyArray<string>
  readonly metadata: ReadonlyArray<string>
  readonly bytes: number
  readonly answer: (result: Either<AppendError, Appended>) => void
}

const mostEvents = 4000
const mostBytes = 4 * 1024 * 1024

/**
 * How many appends from the front of the queue go into one commit: as many as wait, up to what is a good size;
 * but of two that share an event id in one stream the second waits, to be answered from what the first wrote.
 */
export const groupSize = (queue: ReadonlyArray<PendingAppend>): number => {
  const firsts = new Map<string, PendingAppend>()
  const ids = new Map<string, Set<string>>()
  let events = 0
  let bytes = 0
  for (const [n, append] of queue.entries()) {
    events += append.events.length
    bytes += append.bytes
    if (n > 0 && (events > mostEvents || bytes > mostBytes)) return n
    const first = firsts.get(append.stream)
    if (first === undefined) {
      firsts.set(append.stream, append)
    } else {
      // The ids of a stream are gathered only where it has a second append: most have one.
      const taken = ids.get(append.stream) ?? new Set(first.events.map(({ id }) => id))
      if (append.events.some(({ id }) => taken.has(id))) return n
      for (const { id } of append.events) taken.add(id)
      ids.set(append.stream, taken)
    }
  }
  return queue.length
}
