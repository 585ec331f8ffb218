import { assertAppendable, maxAppendBytes, pulled, readEach } from '@parley/event-store'
import type { EventStore, ReadError, StreamMetadata, Unavailable } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { AppendSender } from './append-sender.ts'
import { Appender } from './appender.ts'
import { parseTarget } from './connection-string.ts'
import { Connection } from './connection.ts'
import { Connections } from './connections.ts'
import { follow } from './follow.ts'
import { InOrder } from './in-order.ts'
import { lastMetadata, metadataEvent, metastreamOf, toMetadata } from './metadata.ts'
import { retryFor } from './retry.ts'
import { Reader } from './reader.ts'
import { Reads } from './reads.ts'
import { StreamIds } from './stream-ids.ts'
import { Tombstones } from './tombstones.ts'

/** Which server, and how long it is waited for. */
export interface EventStoreDbOptions {
  /**
   * `esdb://[user:password@]host[:port][,host…][?tls=false&tlsCAFile=…&nodePreference=…]`, or `esdb+discover://`;
   * `kurrentdb` does as well. With several hosts the leader is found by their gossip.
   */
  readonly connectionString: string
  /** Milliseconds that a call tries again while the server can't be reached or is not ready; 10,000 unless given. */
  readonly retryFor?: number
  /** Milliseconds that one answer may take before it counts as lost; 5,000 unless given. */
  readonly answerWithin?: number
  /** How many events back in its stream an event is known again by its id, whatever is expected; 1,000. */
  readonly knownEvents?: number
  /** The most bytes of data, metadata and types in one append; the server has a limit of its own. */
  readonly maxAppendBytes?: number
  /** Milliseconds of quiet after which a subscription looks whether it may say a checkpoint; 2,000. */
  readonly checkpointAfter?: number
}

/** Calls on one connection: servers take about a hundred, and let those above it wait without a word. */
const callsAConnection = 50

/** How many streams of several are read at once: others' reads are to have a turn meanwhile. */
const streamsAtOnce = 8

/**
 * The log in EventStoreDB, from 22.10 on, or KurrentDB. Nothing is connected before the
 * first call. Throws where the connection string is none.
 */
export const eventStoreDbEventStore = (options: EventStoreDbOptions): EventStore => {
  const target = parseTarget(options.connectionString)
  const within = options.answerWithin ?? 5000
  const closing = new AbortController()
  const connections = (capacity: number): Connections =>
    new Connections(() => new Connection(target, within), capacity)
  // Connections apart: an append never waits behind reads, and neither behind subscriptions.
  const [appending, reading, following] = [
    connections(1),
    connections(callsAConnection),
    connections(callsAConnection),
  ]
  const reader = new Reader(reading, within)
  const reads = new Reads(reader, (target.nodePreference ?? 'leader') === 'leader')
  const ids = new StreamIds(reader, options.knownEvents ?? 1000)
  const milliseconds = options.retryFor ?? 10_000
  const retry = () => retryFor(milliseconds, closing.signal)
  const appender = new Appender(
    new AppendSender(appending, within),
    ids,
    options.maxAppendBytes ?? maxAppendBytes,
    () => retryFor(Math.min(milliseconds, 2000), closing.signal, 1),
  )
  const tombstones = new Tombstones(reading, reader)
  const inOrder = new InOrder()
  let closed: Promise<void> | undefined

  const answer =
    <Error, A>(work: () => Promise<E.Either<Error, A>>): TaskEither<Error | Unavailable, A> =>
    async () =>
      closing.signal.aborted ? E.left({ _tag: 'Unavailable', cause: 'the store is closed' }) : work()

  const metadataOf = async (stream: string) => {
    const query = { direction: 'backwards', limit: 1 } as const
    const found = await reads.stream(metastreamOf(stream), query, retry())
    // The metastream of a stream that was deleted for good is no stream to whoever asks.
    const own = (error: ReadError): ReadError =>
      error._tag === 'StreamDeleted' ? { ...error, stream } : error
    return E.bimap(own, lastMetadata)(found)
  }

  const setMetadata = async (stream: string, metadata: StreamMetadata) => {
    for (;;) {
      const before = await metadataOf(stream)
      if (E.isLeft(before)) return before
      const event = metadataEvent(before.right.data, metadata)
      const meta = metastreamOf(stream)
      const set = await inOrder.run(meta, () =>
        appender.append(meta, before.right.expected, [event], retry()),
      )
      if (E.isRight(set)) return E.right(undefined)
      // Somebody else set something in between: theirs is kept too, as far as it is not what is set now.
      if (set.left._tag !== 'WrongRevision')
        return E.left(set.left._tag === 'StreamDeleted' ? { ...set.left, stream } : set.left)
    }
  }

  const readStream: EventStore['readStream'] = (stream, query = {}) =>
    answer(() => reads.stream(stream, query, retry()))

  return {
    // Its own memory of ids is lost when it starts again, and ours goes back so many events.
    remembersIds: false,

    append: (stream, expected, events) => {
      assertAppendable(stream, events)
      return answer(() => inOrder.run(stream, () => appender.append(stream, expected, events, retry())))
    },
    readStream,
    readStreams: readEach(readStream, streamsAtOnce),
    readAll: (query = {}) => answer(() => reads.all(query, retry())),
    end: () => answer(() => reads.end(retry())),
    subscribe: (query = {}) =>
      pulled(
        (ended) =>
          follow(
            {
              connections: following,
              checkpointAfter: options.checkpointAfter ?? 2000,
              within,
              retry: (until) => retryFor(milliseconds, until),
            },
            query,
            ended,
          ),
        closing.signal,
      ),
    streamMetadata: (stream) =>
      answer(async () =>
        E.flatMap(({ data }: { data: Parameters<typeof toMetadata>[0] }) => toMetadata(data))(
          await metadataOf(stream),
        ),
      ),
    setStreamMetadata: (stream, metadata) => answer(() => setMetadata(stream, metadata)),
    deleteStream: (stream, expected) =>
      answer(() => inOrder.run(stream, () => tombstones.delete(stream, expected, retry()))),
    close: () => {
      closed ??= (async () => {
        closing.abort()
        await inOrder.idle()
        await Promise.all([appending.close(), reading.close(), following.close()])
      })()
      return closed
    },
  }
}
