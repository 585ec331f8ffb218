import { Position } from '@parley/domain'
import type {
  EventFilter,
  PartsLimit,
  ReadError,
  RecordedEvent,
  StreamPart,
  StreamPartQuery,
  StreamQuery,
} from '@parley/event-store'
import { StreamMetadata } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type * as TE from 'fp-ts/lib/TaskEither.js'
import pg from 'pg'
import { failureOf } from './failures.ts'
import type { Failure } from './failures.ts'
import { partsOf, partsStatement } from './reading-parts.ts'
import { CorruptRow, columns, type EventRow, eventRows, recordedEvents, rowTypes } from './rows.ts'
import { streamNames } from './stream-names.ts'

/** The questions that a log is asked. */
export interface Reading {
  /** At most `limit` events after a position and up to another, itself included, in order. */
  readonly page: (
    after: number,
    upTo: number,
    limit: number,
    filter?: EventFilter,
  ) => TE.TaskEither<Failure, ReadonlyArray<RecordedEvent>>
  /** The position of the last event; 0 where there is none. */
  readonly end: () => TE.TaskEither<Failure, number>
  readonly stream: (
    name: string,
    query: StreamQuery,
  ) => TE.TaskEither<ReadError, ReadonlyArray<RecordedEvent>>
  /** Each as `stream`, in one question: see `readStreams` of the port. */
  readonly streams: (
    queries: ReadonlyArray<StreamPartQuery>,
    most: PartsLimit,
  ) => TE.TaskEither<Failure, ReadonlyArray<E.Either<ReadError, StreamPart>>>
  readonly metadata: (name: string) => TE.TaskEither<ReadError, StreamMetadata>
}

const most = Number.MAX_SAFE_INTEGER
/** As many rows are asked for at the least where a filter has left some out. */
const fewRows = 200

const beginsWithAny = (name: string, prefixes: ReadonlyArray<string> | undefined): boolean =>
  prefixes === undefined || prefixes.some((prefix) => name.startsWith(prefix))

const asked =
  <Error, A>(question: () => Promise<E.Either<Error, A>>): TE.TaskEither<Error | Failure, A> =>
  () =>
    question().catch((error: unknown) => E.left(failureOf(error)))

export const reading = (pool: pg.Pool, schema: string): Reading => {
  const names = streamNames(pool, schema)

  const ask = async (name: string, text: string, values: ReadonlyArray<unknown>) =>
    (await pool.query<Array<unknown>>({ name, text, rowMode: 'array', types: rowTypes, values: [...values] }))
      .rows

  const plain = `select ${columns} from ${schema}.events
    where position > $1 and position <= $2 order by position limit $3`
  const ofTypes = `select ${columns} from ${schema}.events
    where position > $1 and position <= $2 and type = any ($4::text[]) order by position limit $3`

  // Always one row for a stream that is there, so that one question tells it from one that is not.
  const ofStream = (direction: 'forwards' | 'backwards'): string => `
    select s.deleted::integer, e.* from ${schema}.streams s left join lateral (
      select ${columns} from ${schema}.events
      where stream = s.id
        and revision >= greatest($2::bigint, s.truncate_before, case when s.max_count is not null then
          (select max(l.revision) + 1 - s.max_count from ${schema}.events l where l.stream = s.id) end)
        and revision <= $3
        and (s.max_age is null
          or recorded_at >= extract(epoch from clock_timestamp()) * 1000 - s.max_age * 1000)
      order by revision ${direction === 'forwards' ? 'asc' : 'desc'} limit $4
    ) e on not s.deleted
    where s.name = $1`
  const texts = { forwards: ofStream('forwards'), backwards: ofStream('backwards') }

  return {
    page: (after, upTo, limit, { types, streamPrefixes: prefixes } = {}) =>
      asked(async () => {
        const found: Array<EventRow> = []
        for (let at = after; ; ) {
          // What is left to find, and not much more: nearly all events of most logs are looked for.
          const some = Math.min(limit, Math.max(limit - found.length, fewRows))
          const rows = eventRows(
            types === undefined
              ? await ask('page', plain, [at, upTo, some])
              : await ask('page-of-types', ofTypes, [at, upTo, some, types]),
          )
          await names.learn(new Set(rows.map((row) => row[3])))
          // Names are known here: the database would look at all streams there are for every page.
          for (const row of rows)
            if (found.length < limit && beginsWithAny(names.nameOf(row[3]), prefixes)) found.push(row)
          const last = rows.at(-1)
          if (last === undefined || rows.length < some || found.length === limit)
            return E.right(recordedEvents(found, names.nameOf))
          at = last[0]
        }
      }),

    end: () =>
      asked(async () => {
        const [row] = await ask('end', `select position from ${schema}.head where one`, [])
        if (!Position.is(row?.[0])) throw new CorruptRow('the log has no head')
        return E.right(row[0])
      }),

    stream: (name, query) =>
      asked<ReadError, ReadonlyArray<RecordedEvent>>(async () => {
        const { direction = 'forwards', from, limit = most } = query
        const [first, last] = direction === 'forwards' ? [from ?? 0, most] : [0, from ?? most]
        const rows = await ask(`stream-${direction}`, texts[direction], [name, first, last, limit])
        const [deleted, position] = rows[0] ?? []
        if (deleted === 1) return E.left({ _tag: 'StreamDeleted', stream: name })
        if (rows.length === 0 || position === null) return E.right([])
        return E.right(recordedEvents(eventRows(rows.map((row) => row.slice(1))), () => name))
      }),

    streams: (queries, together) =>
      asked(async () => {
        if (queries.length === 0) return E.right([])
        const rows = await ask('streams', partsStatement(schema), [
          queries.map(({ stream }) => stream),
          queries.map(({ from }) => from),
          queries.map((query) => query.most),
          together.events,
          together.bytes,
        ])
        return E.right(partsOf(queries, rows))
      }),

    metadata: (name) =>
      asked<ReadError, StreamMetadata>(async () => {
        const text = `select deleted::integer, max_age, max_count, truncate_before
          from ${schema}.streams where name = $1`
        const [row] = await ask('metadata', text, [name])
        if (row === undefined) return E.right({})
        const [deleted, ...numbers] = row
        if (deleted === 1) return E.left({ _tag: 'StreamDeleted', stream: name })
        const keys = ['maxAge', 'maxCount', 'truncateBefore']
        const set = keys.map((key, n) => [key, numbers[n]] as const).filter(([, value]) => value !== null)
        const decoded = StreamMetadata.decode(Object.fromEntries(set))
        return E.isRight(decoded)
          ? E.right(decoded.right)
          : E.left({ _tag: 'Corrupt', cause: `the metadata of ${name} are ${JSON.stringify(numbers)}` })
      }),
  }
}
