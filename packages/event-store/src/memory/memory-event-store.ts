import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { assertAppendable, maxAppendBytes } from '../appendable.ts'
import type { StreamDeleted, Unavailable } from '../errors.ts'
import type { EventStore } from '../event-store.ts'
import { matches } from '../filter.ts'
import { isKept } from '../retention.ts'
import { readEach } from '../read-each.ts'
import { pulled } from '../subscription.ts'
import { beyondEnd } from '../unknown-position.ts'
import { appendTo, objection } from './memory-append.ts'
import { memoryLog, streamOf } from './memory-log.ts'
import type { MemoryLog } from './memory-log.ts'
import { follow } from './memory-subscription.ts'

/** What a store in memory works on and goes by. */
export interface MemoryOptions {
  /** The log to work on, to let several stores share one; a new one unless given. */
  readonly log?: MemoryLog
  /** What time it is: of `recordedAt` and of a stream's `maxAge`. */
  readonly clock?: () => Date
  /** How many events may wait for a caught-up subscription before it says that it fell behind. */
  readonly liveEvents?: number
  /** The most bytes of data and metadata, as JSON, in one append. */
  readonly maxAppendBytes?: number
}

const deleted = (stream: string): E.Either<StreamDeleted, never> => E.left({ _tag: 'StreamDeleted', stream })

/** An event store in memory: for tests, and for a process that needs to remember nothing. */
export const memoryEventStore = (options: MemoryOptions = {}): EventStore => {
  const { log = memoryLog(), clock = () => new Date(), liveEvents = 10_000 } = options
  const most = options.maxAppendBytes ?? maxAppendBytes
  const closing = new AbortController()
  const closed: Unavailable = { _tag: 'Unavailable', cause: 'the store is closed' }

  // Every call answers in a later turn and none after the store was closed, as with a store that is far away.
  const answer =
    <Error, A>(work: () => E.Either<Error, A>): TE.TaskEither<Error | Unavailable, A> =>
    async () =>
      closing.signal.aborted ? E.left(closed) : work()

  const readStream: EventStore['readStream'] = (name, query = {}) =>
    answer(() => {
      const stream = log.streams.get(name)
      if (stream === undefined) return E.right([])
      if (stream.deleted) return deleted(name)
      const kept = stream.events.filter(isKept(stream.metadata, stream.events.length - 1, clock().getTime()))
      const { from, limit } = query
      const found =
        query.direction === 'backwards'
          ? kept.filter((event) => from === undefined || event.revision <= from).toReversed()
          : kept.filter((event) => from === undefined || event.revision >= from)
      return E.right(found.slice(0, limit))
    })

  return {
    remembersIds: true,

    append: (stream, expected, events) => {
      assertAppendable(stream, events)
      return answer(() => {
        const bytes = events.reduce(
          (sum, { data, metadata }) =>
            sum + Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata)),
          0,
        )
        if (bytes > most) return E.left({ _tag: 'TooLarge', bytes, most })
        return appendTo(log, stream, expected, events, clock())
      })
    },

    readStream,
    readStreams: readEach(readStream, 100),

    readAll: ({ after = 0, filter, limit } = {}) =>
      answer(() => {
        if (after > log.events.length) return E.left(beyondEnd(after, log.events.length))
        return E.right(log.events.slice(after).filter(matches(filter)).slice(0, limit))
      }),

    end: () => answer(() => E.right(log.events.at(-1)?.position)),

    subscribe: (query = {}) => pulled((ended) => follow(log, query, liveEvents, ended), closing.signal),

    streamMetadata: (name) =>
      answer(() => {
        const stream = log.streams.get(name)
        return stream?.deleted ? deleted(name) : E.right(stream?.metadata ?? {})
      }),

    setStreamMetadata: (name, metadata) =>
      answer(() => {
        const stream = streamOf(log, name)
        if (stream.deleted) return deleted(name)
        stream.metadata = metadata
        return E.right(undefined)
      }),

    deleteStream: (name, expected) =>
      answer(() => {
        const stream = log.streams.get(name)
        const wrong = objection(name, stream, expected)
        if (wrong !== undefined) return E.left(wrong)
        if (stream === undefined || stream.events.length === 0)
          return E.left({ _tag: 'WrongRevision', stream: name, expected, actual: 'no-stream' })
        stream.deleted = true
        return E.right(undefined)
      }),

    close: async () => closing.abort(),
  }
}
