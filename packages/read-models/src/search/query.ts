import { ChannelId, plainTextOf, type Position } from '@parley/domain'
import type { ResultOf } from '@parley/contract'
import { maxPageBytes, mostHighlights, searchPage } from '@parley/contract'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { inKeptFeed } from '../feeds/kept.ts'
import { messageView, MessageFound, reactionsTo } from '../messages/view.ts'
import { Access, enter, now, refusalTo } from '../queries/access.ts'
import { positionIn, type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { searchable } from './characters.ts'
import { type Candidate, candidates, type Sought } from './candidates.ts'
import { highlightsIn } from './highlights.ts'
import { marksOfDays, replyMark, senderMark } from './marks.ts'
import { foundIn, type Term, termsOf, tokensFor } from './terms.ts'

type Asked = Parameters<AnswerTo<'search'>>[3]
type FoundMessage = ResultOf<'search'>['found'][number]

/** Where a page ends. */
interface PageEnd {
  readonly whole: boolean
  readonly position: Position
}

const placeText = ({ whole, position }: PageEnd): string => `${whole ? 'w' : 'p'}${position}`
const placeOf = (text: string): PageEnd => ({
  whole: text.startsWith('w'),
  position: Number(text.slice(1)) as Position,
})

/** The most candidates that one question looks at, and milliseconds that it looks for: then there is a next page. */
const mostLooked = 2_000
const longest = 1_000
/** After so many milliseconds Postgres leaves a statement. */
const statementTimeout = 2_000

const Readable = t.intersection([t.type({ channel_id: ChannelId }), Access], 'Readable')

/** The channels that somebody may read, by the core's rows. */
const readable = async (reading: Reading, viewer: Viewer): Promise<ReadonlyArray<ChannelId>> => {
  const rows = await reading
    .selectFrom('members as m')
    .innerJoin('channels as c', (join) =>
      join.onRef('c.tenant_id', '=', 'm.tenant_id').onRef('c.channel_id', '=', 'm.channel_id'),
    )
    .select(['c.channel_id', 'c.channel_type', 'c.archived', 'm.role', now.as('now')])
    .where('m.tenant_id', '=', viewer.tenantId)
    .where('m.user_id', '=', viewer.userId)
    .execute()
  return rowsAs(Readable, rows)
    .filter((row) => refusalTo(viewer, row.channel_id, row) === undefined)
    .map((row) => row.channel_id)
}

/** Whether a row `s` is in a channel that somebody is in, of which they may not read some. Looked up once, not by row. */
const isInTheirs = (core: string, { tenantId, userId }: Viewer) => sql<boolean>`(s.channel_id in (
  select m.channel_id from ${sql.id(core, 'members')} m
  where m.tenant_id = ${tenantId} and m.user_id = ${userId})) is true`

/** As they are in the core: what was deleted, with its feed too, or edited since is not what was found. */
const messagesOf = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  found: ReadonlyArray<Candidate>,
): Promise<ReadonlyMap<string, MessageFound>> => {
  const { rows } = await sql`
    select m.*, ${reactionsTo(schema, viewer)} as reactions from ${sql.id(schema, 'messages')} m
    where m.message_id = any(${found.map((one) => one.message_id)}::uuid[])
      and m.tenant_id = ${viewer.tenantId} and m.deleted_at is null and ${inKeptFeed(schema)}`.execute(
    reading,
  )
  return new Map(rowsAs(MessageFound, rows).map((row) => [row.message_id, row]))
}

const isWithin = ({ senderId, since, until, inThreads }: Asked, row: MessageFound): boolean =>
  (senderId === undefined || row.sender_id === senderId) &&
  (since === undefined || row.sent_at >= since) &&
  (until === undefined || row.sent_at < until) &&
  (inThreads === undefined || row.parent_id !== null)

const day = (at: string): string => at.slice(0, 'YYYY-MM-DD'.length)
/** Before any message, and after all that a clock which is a little fast may give. */
const beginning = '1970-01-01'
const ahead = 2 * 24 * 60 * 60 * 1_000

const daysOf = ({ since, until }: Asked): ReadonlyArray<ReadonlyArray<string>> => {
  if (since === undefined && until === undefined) return []
  const end = day(new Date(Date.now() + ahead).toISOString())
  const [first, last] = [day(since ?? beginning), day(until ?? end)]
  return [marksOfDays(first < beginning ? beginning : first, last > end ? end : last)]
}

/** Looks for what has all terms as whole words, or only for what has not, until a page is full. */
class Page {
  readonly found: Array<FoundMessage> = []
  end: PageEnd | null = null
  #bytes = 0
  #looked = 0
  readonly #ends = performance.now() + longest
  readonly #limit: number

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes a message in; false: there is no room for it any more, and the page ends before it. */
  add(one: FoundMessage, place: PageEnd): boolean {
    const bytes = Buffer.byteLength(JSON.stringify(one))
    const full =
      this.found.length >= this.#limit || (this.found.length > 0 && this.#bytes + bytes > maxPageBytes)
    if (full) return false
    this.found.push(one)
    this.#bytes += bytes
    this.end = place
    return true
  }

  /** Counts what was looked at; false: that is enough, and the page ends behind it. */
  looked(many: number, place: PageEnd): boolean {
    this.#looked += many
    this.end = place
    return this.#looked < mostLooked && performance.now() < this.#ends
  }
}

interface Search extends Omit<Sought, 'tokens' | 'before'> {
  readonly reading: Reading
  readonly core: string
  readonly viewer: Viewer
  readonly asked: Asked
  readonly terms: ReadonlyArray<Term>
}

/** Adds what is found to a page; false: the page has ended. */
const fill = async (search: Search, page: Page, whole: boolean, before: Position): Promise<boolean> => {
  const { reading, core, viewer, channels, asked, terms } = search
  const mayRead = new Set(channels)
  const tokens = tokensFor(terms, whole)
  for await (const some of candidates(reading, { ...search, tokens, before })) {
    const rows = await messagesOf(reading, core, viewer, some)
    for (const { message_id: id, position } of some) {
      const row = rows.get(id)
      if (row === undefined || row.body === null || !mayRead.has(row.channel_id)) continue
      if (!isWithin(asked, row)) continue
      const text = plainTextOf(row.body)
      const how = foundIn(terms, searchable(text))
      if (how !== (whole ? 'whole' : 'part')) continue
      const highlights = highlightsIn(terms, text, mostHighlights).map((place) => [...place])
      if (!page.add({ message: messageView(row), highlights }, { whole, position })) return false
    }
    const last = some.at(-1)
    if (last !== undefined && !page.looked(some.length, { whole, position: last.position })) return false
  }
  return true
}

/** What somebody may read that has all that they look for. */
export const search: AnswerTo<'search'> = async (reading, core, viewer, asked, _settings, schemaOf) => {
  const nothing: ResultOf<'search'> = { type: 'search', found: [], next: null }
  const { channelId } = asked
  if (channelId !== undefined) await enter(reading, viewer, channelId)
  const terms = termsOf(asked.text)
  const channels = channelId === undefined ? await readable(reading, viewer) : [channelId]
  // No message has a NUL, and Postgres takes none.
  if (terms.length === 0 || channels.length === 0 || asked.text.includes('\u0000')) return nothing
  // What is found by tokens stands in no order.
  await sql`select set_config('statement_timeout', ${String(statementTimeout)}, true),
    set_config('enable_bitmapscan', 'on', true)`.execute(reading)
  const schema = schemaOf('search')
  const latest = ((await positionIn(reading, schema)) + 1) as Position
  const oneOf = [
    ...daysOf(asked),
    ...(asked.senderId === undefined ? [] : [[senderMark(asked.senderId)]]),
    ...(asked.inThreads === undefined ? [] : [[replyMark]]),
  ]
  const page = new Page(asked.limit ?? searchPage)
  const isInOne =
    channelId === undefined ? isInTheirs(core, viewer) : sql<boolean>`s.channel_id = ${channelId}`
  const { tenantId } = viewer
  const of = { reading, core, viewer, asked, terms, schema, tenantId, channels, isInOne, oneOf }
  const after = asked.after === undefined ? undefined : placeOf(asked.after)
  const more =
    (after?.whole === false || (await fill(of, page, true, after?.position ?? latest))) &&
    (terms.every(({ quoted }) => quoted) ||
      (await fill(of, page, false, after?.whole === false ? after.position : latest)))
  return { type: 'search', found: page.found, next: more || page.end === null ? null : placeText(page.end) }
}
