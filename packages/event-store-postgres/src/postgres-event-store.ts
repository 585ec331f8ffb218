import { randomUUID } from 'node:crypto'
import { Position } from '@parley/domain'
import { assertAppendable, beyondEnd, pulled } from '@parley/event-store'
import type { AppendError, Appended, EventStore, ReadError, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Failure } from './failures.ts'
import { groupCommit } from './group-commit.ts'
import { settingsOf } from './options.ts'
import type { PostgresLogOptions } from './options.ts'
import { readersOf } from './readers.ts'
import { reading as readingOf } from './reading.ts'
import { streamWriting } from './stream-writing.ts'
import { follow } from './subscription.ts'
import { tailOf } from './tail.ts'
import { writerTo } from './writer.ts'

const pageSize = 5000
const most = Number.MAX_SAFE_INTEGER

/**
 * An event store in a Postgres database whose log was migrated (`migrateLog`). Connects when it is first used.
 * Any number of processes may write and read the same log.
 */
export const postgresEventStore = (options: PostgresLogOptions): EventStore => {
  const settings = settingsOf(options)
  const { schema } = settings
  const name = randomUUID()
  const pool = readersOf(settings)
  const reading = readingOf(pool, schema)
  const tail = tailOf(settings, name, reading)
  const writer = writerTo(settings.client)
  const commits = groupCommit(schema, name, writer, ({ written, last }) => tail.committed(written, last))
  const streams = streamWriting(pool, schema)
  const closing = new AbortController()
  let closed: Promise<void> | undefined

  const close = async (): Promise<void> => {
    closing.abort()
    await commits.close(settings.closeWithin)
    await Promise.all([tail.close(), writer.close(), pool.end()])
  }

  const open =
    <Error, A>(task: () => Promise<E.Either<Error, A>>) =>
    async (): Promise<E.Either<Error | Failure, A>> =>
      closing.signal.aborted ? E.left({ _tag: 'Unavailable', cause: 'the store is closed' }) : task()

  return {
    remembersIds: true,

    append: (stream, expected, events) => {
      assertAppendable(stream, events)
      return () =>
        new Promise<E.Either<AppendError, Appended>>((answer) => {
          const data = events.map((event) => JSON.stringify(event.data))
          const metadata = events.map((event) => JSON.stringify(event.metadata))
          const bytes = [...data, ...metadata].reduce((sum, text) => sum + Buffer.byteLength(text), 0)
          if (bytes > settings.maxAppendBytes)
            answer(E.left({ _tag: 'TooLarge', bytes, most: settings.maxAppendBytes }))
          else commits.add({ stream, expected, events, data, metadata, bytes, answer })
        })
    },

    readStream: (stream, query = {}) => open(reading.stream(stream, query)),

    readStreams: (queries, together) => async () => {
      const parts = await open(reading.streams(queries, together))()
      return E.isRight(parts) ? parts.right : queries.map(() => parts)
    },

    readAll: (query = {}) =>
      open<ReadError, ReadonlyArray<RecordedEvent>>(async () => {
        const found: Array<RecordedEvent> = []
        let after: number = query.after ?? 0
        for (;;) {
          const limit = Math.min(pageSize, (query.limit ?? most) - found.length)
          if (limit <= 0) return E.right(found)
          const page = await reading.page(after, most, limit, query.filter)()
          if (E.isLeft(page)) return page
          for (const event of page.right) found.push(event)
          const last = page.right.at(-1)
          if (last === undefined && after > 0) {
            const end = await reading.end()()
            if (E.isLeft(end)) return end
            if (end.right < after) return E.left(beyondEnd(after, end.right))
          }
          if (last === undefined || page.right.length < limit) return E.right(found)
          after = last.position
        }
      }),

    end: () =>
      open<Failure, Position | undefined>(async () => {
        const end = await reading.end()()
        return E.isLeft(end) ? end : E.right(Position.is(end.right) && end.right > 0 ? end.right : undefined)
      }),

    subscribe: (query = {}) =>
      pulled((ended) => follow(reading, tail, query, settings.liveEvents, ended), closing.signal),

    streamMetadata: (stream) => open(reading.metadata(stream)),
    setStreamMetadata: (stream, metadata) => open(streams.setMetadata(stream, metadata)),
    deleteStream: (stream, expected) => open(streams.remove(stream, expected)),
    close: () => (closed ??= close()),
  }
}
