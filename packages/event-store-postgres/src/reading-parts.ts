import type { ReadError, StreamPart, StreamPartQuery } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { Position, Revision } from '@parley/domain'
import { columns, CorruptRow, type EventRow, eventRows, recordedEvents } from './rows.ts'

const eventColumns = columns.split(', ')

/**
 * How each of several streams goes on: at least one row for each, with where it ends, and with an event where there is
 * room for one. Streams for which too many events come before are not looked at, and of an event for which there is no
 * room nothing is read but how long it is.
 *
 * $1 the names, $2 the first revision of each, $3 the most events of each, $4 and $5 the most events and bytes of all.
 */
export const partsStatement = (schema: string): string => `
  with ends as materialized (
    select q.at, s.id, s.deleted, s.max_age, q.most, l.position as end_position, l.revision as end_revision,
      greatest(q.first, s.truncate_before, l.revision + 1 - s.max_count) as first, l.revision - q.first + 1 as missing
    from unnest($1::text[], $2::bigint[], $3::bigint[]) with ordinality q(name, first, most, at)
    left join ${schema}.streams s on s.name = q.name
    left join lateral (
      select e.position, e.revision, e.recorded_at from ${schema}.events e
      where e.stream = s.id order by e.revision desc limit 1
    ) l on not s.deleted and l.revision >= coalesce(s.truncate_before, 0) and ${isYoung('l', 's')}
  ), asked as materialized (
    select ends.*, missing between 1 and most as whole,
      coalesce(sum(missing) filter (where missing between 1 and most)
        over (order by at rows between unbounded preceding and 1 preceding), 0) as before
    from ends
  )
  select f.at, f.deleted::integer, f.end_revision, f.end_position,
    ${eventColumns.map((column) => `case when f.fits then f.${column} end`).join(', ')}
  from (
    select r.*, r.bytes_before < $5::bigint as fits from (
      select a.at, a.deleted, a.end_revision, a.end_position, e.*,
        coalesce(sum(octet_length(e.data) + octet_length(e.metadata)) over up_to_here, 0) as bytes_before,
        lag(a.at) over up_to_here is distinct from a.at as leads
      from asked a left join lateral (
        select ${columns} from ${schema}.events o
        where a.whole and a.before < $4::bigint and o.stream = a.id and o.revision >= a.first
          and o.revision <= a.end_revision and ${isYoung('o', 'a')}
        order by o.revision limit $4::bigint
      ) e on true
      window up_to_here as (order by a.at, e.revision rows between unbounded preceding and 1 preceding)
    ) r
  ) f
  where f.fits or f.leads
  order by f.at, f.revision`

const isYoung = (event: string, stream: string): string =>
  `(${stream}.max_age is null
    or ${event}.recorded_at >= extract(epoch from clock_timestamp()) * 1000 - ${stream}.max_age * 1000)`

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])
const HeadOfPart = t.tuple([t.Int, orNull(t.Int), orNull(Revision), orNull(Position)])

/** The parts that the rows of `partsStatement` say, in the order of the questions. Throws `CorruptRow`. */
export const partsOf = (
  queries: ReadonlyArray<StreamPartQuery>,
  rows: ReadonlyArray<ReadonlyArray<unknown>>,
): ReadonlyArray<E.Either<ReadError, StreamPart>> => {
  const parts = queries.map(() => ({
    head: undefined as t.TypeOf<typeof HeadOfPart> | undefined,
    events: [] as Array<EventRow>,
  }))
  for (const row of rows) {
    const head = row.slice(0, 4)
    const event = row.slice(4)
    if (!HeadOfPart.is(head))
      throw new CorruptRow(`not a row of streams: ${JSON.stringify(row).slice(0, 200)}`)
    const part = parts[head[0] - 1]
    if (part === undefined) throw new CorruptRow(`there is no question ${head[0]}`)
    part.head = head
    if (event[0] !== null) part.events.push(...eventRows([event]))
  }
  return queries.map(({ stream }, n) => {
    const { head, events } = parts[n] ?? { head: undefined, events: [] }
    if (head === undefined) throw new CorruptRow(`no answer for the stream ${stream}`)
    const [, deleted, revision, position] = head
    if (deleted === 1) return E.left({ _tag: 'StreamDeleted', stream })
    const end = revision === null || position === null ? undefined : { revision, position }
    return E.right({ end, events: recordedEvents(events, () => stream) })
  })
}
