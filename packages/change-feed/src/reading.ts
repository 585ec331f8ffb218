import { DomainEvent, MessageId, Position, Revision, Timestamp } from '@parley/domain'
import type { ChannelId, TenantId } from '@parley/domain'
import { prepared, quoted } from '@parley/projection'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import type { Delta, FeedEntry } from './change-feed.ts'
import { entryAgain } from './entry.ts'
import { type Hindsight, inHindsight, tellsOfRemoved } from './in-hindsight.ts'

const Texts = t.readonlyArray(t.type({ json: t.string }))
const Pages = t.readonlyArray(
  t.type({ head: Position, json: t.union([t.string, t.null]), found: t.union([t.number, t.null]) }),
)
const Deltas = t.readonlyArray(
  t.type({ last: t.union([Revision, t.null]), json: t.union([t.string, t.null]) }),
)

/** An entry as it is kept: with its event whole. */
const Kept = t.type({ revision: Revision, position: Position, event: DomainEvent })

const entry = (json: string): FeedEntry => {
  const kept: unknown = JSON.parse(json)
  if (Kept.is(kept)) return entryAgain(kept, json)
  throw new Error(`not an entry of the change feed: ${json.slice(0, 200)}`)
}

const present = (rows: ReadonlyArray<{ readonly json: string | null }>): ReadonlyArray<FeedEntry> =>
  rows.flatMap(({ json }) => (json === null ? [] : [entry(json)]))

export interface Page {
  readonly entries: ReadonlyArray<FeedEntry>
  /** Up to where this page tells everything. */
  readonly upTo: Position
  /** Whether there is a next page. */
  readonly more: boolean
}

/** How much a page takes: so many entries, and so many bytes of their texts, but for the first entry. */
export interface PageSize {
  readonly entries: number
  readonly bytes: number
}

/**
 * Reads the entries after a position, at most a page of them, and how far the feed had come at that moment. Where
 * there are more, they are told as it is known by now what comes of their messages further on.
 */
export const readPage = async (
  pool: Pool,
  schema: string,
  after: Position,
  size: PageSize,
): Promise<Page> => {
  const { rows }: { rows: unknown } = await pool.query({
    ...prepared(`select h.position as head, e.json, e.found from ${quoted(schema)}.checkpoint h
      left join lateral (
        select s.position, s.json, s.found from (
          select l.position, l.json, count(*) over () as found, row_number() over (order by l.position) as place,
            sum(octet_length(l.json)) over (order by l.position rows unbounded preceding) as bytes
          from (
            select c.position, c.json from ${quoted(schema)}.changes c
            where c.position > $1::bigint order by c.position limit $2::bigint
          ) l
        ) s where s.place = 1 or s.bytes <= $3::bigint
      ) e on true order by e.position`),
    values: [after, size.entries, size.bytes],
  })
  if (!Pages.is(rows)) throw new Error('not a page of the change feed')
  const entries = present(rows)
  const last = entries.at(-1)
  const [first] = rows
  if (first === undefined) throw new Error(`no checkpoint in schema ${schema}`)
  const { head, found } = first
  const isFull = found === size.entries || (found ?? 0) > entries.length
  if (!isFull || last === undefined || last.position >= head) return { entries, upTo: head, more: false }
  const known = await readHindsight(pool, schema, entries)
  return { entries: inHindsight(entries, [], known), upTo: last.position, more: true }
}

const Edits = t.readonlyArray(
  t.type({ id: MessageId, edited_at: t.union([Timestamp, t.null]), deleted: t.boolean }),
)

/** What has come of the messages of some entries by now. */
const readHindsight = async (
  pool: Pool,
  schema: string,
  entries: ReadonlyArray<FeedEntry>,
): Promise<Hindsight> => {
  const ids = new Set(entries.flatMap(({ event }) => ('messageId' in event ? [event.messageId] : [])))
  const { rows }: { rows: unknown } = await pool.query({
    ...prepared(`select m.message_id as id, m.edited_at, m.deleted_at is not null as deleted
      from ${quoted(schema)}.messages m
      where m.message_id = any($1::uuid[]) and (m.edited_at is not null or m.deleted_at is not null)`),
    values: [[...ids]],
  })
  if (!Edits.is(rows)) throw new Error('not messages')
  return {
    deleted: new Set(rows.flatMap(({ id, deleted }) => (deleted ? [id] : []))),
    edited: new Map(rows.flatMap(({ id, edited_at: at }) => (at === null ? [] : [[id, at] as const]))),
  }
}

/** What is wanted of a channel's entries. */
export interface Wanted {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly after: Revision | 'start'
  /** The most entries; where there are more, these come, and the delta is not whole. */
  readonly limit: number
  /** The most bytes of their texts; where there are more, none is read. */
  readonly bytes: number
}

/**
 * Reads what happened in a channel after a revision, as it is told by now. Whole, unless there is more than may be
 * read or told, or the feed has no longer all of it.
 */
export const readSince = async (pool: Pool, schema: string, wanted: Wanted): Promise<Delta> => {
  const { tenantId, channelId, after, limit, bytes } = wanted
  const from = after === 'start' ? 0 : after + 1
  const { rows }: { rows: unknown } = await pool.query({
    ...prepared(`select h.revision as last, e.json from (
        select max(c.revision) as revision from ${quoted(schema)}.changes c
        where c.tenant_id = $1::text and c.channel_id = $2::uuid and c.scope = 'channel'
      ) h left join lateral (
        select s.revision, s.json from (
          select l.revision, l.json, sum(octet_length(l.json)) over () as bytes from (
            select c.revision, c.json from ${quoted(schema)}.changes c
            where c.tenant_id = $1::text and c.channel_id = $2::uuid and c.scope = 'channel'
              and c.revision >= $3::bigint order by c.revision limit $4::bigint
          ) l
        ) s where s.bytes <= $5::bigint
      ) e on true order by e.revision`),
    values: [tenantId, channelId, from, limit, bytes],
  })
  if (!Deltas.is(rows)) throw new Error('not a delta of the change feed')
  const entries = present(rows)
  const last = rows[0]?.last ?? -1
  // Revisions have no holes, so their number says whether all are there.
  const whole = entries.length === Math.max(0, last - from + 1) && !tellsOfRemoved(entries)
  return { entries: inHindsight(entries), whole }
}

/** The entry with the highest position; undefined where there is none. */
export const readLatest = async (
  client: Pick<Pool, 'query'>,
  schema: string,
): Promise<FeedEntry | undefined> => {
  const { rows }: { rows: unknown } = await client.query(
    `select json from ${quoted(schema)}.changes order by position desc limit 1`,
  )
  if (!Texts.is(rows)) throw new Error('not the change feed')
  return present(rows)[0]
}

/** The texts of all entries, in order: for tests and comparisons. */
export const readTexts = async (pool: Pool, schema: string): Promise<ReadonlyArray<string>> => {
  const { rows }: { rows: unknown } = await pool.query(
    `select json from ${quoted(schema)}.changes order by position`,
  )
  if (!Texts.is(rows)) throw new Error('not the change feed')
  return rows.map(({ json }) => json)
}
