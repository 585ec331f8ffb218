import type { ChannelId, Position, TenantId } from '@parley/domain'
import { MessageId, Position as PositionCodec } from '@parley/domain'
import * as t from 'io-ts'
import { type RawBuilder, sql } from 'kysely'
import { type Reading, rowsAs } from '../queries/database.ts'
import { channelMark, stretchesBefore } from './marks.ts'
import { allTokens } from './table.ts'

/** What a message is looked for by. */
export interface Sought {
  readonly schema: string
  readonly tenantId: TenantId
  /** It is in one of these. */
  readonly channels: ReadonlyArray<ChannelId>
  /** The same as SQL, of a row `s`, or more than these: so many ids would take longer than all else. */
  readonly isInOne: RawBuilder<boolean>
  /** All of them are on it. */
  readonly tokens: ReadonlyArray<string>
  /** And of each of these lists one. */
  readonly oneOf: ReadonlyArray<ReadonlyArray<string>>
  /** It was sent before this one. */
  readonly before: Position
}

const Candidate = t.type({ message_id: MessageId, position: PositionCodec }, 'Candidate')
export type Candidate = t.TypeOf<typeof Candidate>

/** Of so few channels the index is asked; where they are more, it is quicker to look at what it finds. */
const fewChannels = 64

/** How many candidates are read at once. */
const atOnce = 60

/** With fewer candidates in one stretch, those between it and the whole log are left out. */
const seldom = 3

const all = sql.raw(allTokens)

/**
 * Messages that have the tokens, the latest first, so many at a time. Where they are many, it looks through the latest
 * stretch of the log alone, and only where that has no more through one sixteen times as long, or, where it had hardly any,
 * through all of it: so what it takes does not grow with the log.
 */
export async function* candidates(
  reading: Reading,
  { schema, tenantId, channels, isInOne, tokens, oneOf, before }: Sought,
): AsyncGenerator<ReadonlyArray<Candidate>> {
  const few = channels.length <= fewChannels ? [channels.map(channelMark)] : []
  const stretches = [...stretchesBefore(tenantId, before)]
  let last = before
  for (let n = 0; n < stretches.length; ) {
    const stretch = stretches[n] ?? []
    let many = 0
    for (;;) {
      const conditions = [...few, ...oneOf, stretch].map((marks) =>
        marks.length === 1 ? sql`and ${all} @> ${marks}::text[]` : sql`and ${all} && ${marks}::text[]`,
      )
      const { rows } = await sql`
        select s.message_id, s.position from ${sql.id(schema, 'searchable_messages')} s
        where ${all} @> ${tokens}::text[] ${sql.join(conditions, sql` `)}
          and s.tenant_id = ${tenantId} and ${isInOne} and s.position < ${last}
        order by s.position desc limit ${atOnce}::int`.execute(reading)
      const found = rowsAs(Candidate, rows)
      if (found.length > 0) yield found
      last = found.at(-1)?.position ?? last
      many += found.length
      if (found.length < atOnce) break
    }
    // Of what is so seldom there is little in all.
    n = many < seldom ? Math.max(n + 1, stretches.length - 1) : n + 1
  }
}
