import { defaultPage } from '@parley/contract'
import { type ChannelId, FlagCount, Position, ReasonOrNone, Timestamp, UserId } from '@parley/domain'
import { rowCodec } from '@parley/projection'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { MessageFound, messageBytes, messageView, reactionsTo } from '../messages/view.ts'
import { enter } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import { pageOf } from '../queries/page.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { flagLimits, type FlagLimitsRow } from './flags.ts'

/** The most flags of a message that are shown with it. */
const mostShown = 5

const FlagFound = t.strict({ userId: UserId, reason: ReasonOrNone, flaggedAt: Timestamp }, 'FlagFound')
const Found = t.intersection([
  MessageFound,
  t.type({ position: Position, flag_count: FlagCount, flags: t.array(FlagFound) }, 'Flagged'),
])

const LimitFound = rowCodec(flagLimits)

const limitOf = async (reading: Reading, { tenantId }: Viewer, channelId: ChannelId) => {
  const rows = await reading
    .withTables<{ flag_limits: FlagLimitsRow }>()
    .selectFrom('flag_limits')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('channel_id', '=', channelId)
    .execute()
  return rowsAs(LimitFound, rows)[0]?.most ?? null
}

/** What is flagged in a channel and stands, the last first, for who may see flags there. */
export const reports: AnswerTo<'reports'> = async (
  reading,
  schema,
  viewer,
  { type, channelId, ...query },
) => {
  await enter(reading, viewer, channelId, 'seeFlags')
  const limit = query.limit ?? defaultPage
  const all = sql`${sql.id(schema, 'flags')} f
    where f.tenant_id = ${viewer.tenantId} and f.channel_id = ${channelId}::uuid`
  const one = sql`json_build_object('userId', f.user_id, 'reason', f.reason, 'flaggedAt', f.flagged_at)`
  const before =
    query.after === undefined
      ? sql`true`
      : sql`max(f.position) < coalesce((select max(f.position) from ${all}
          and f.message_id = ${query.after}::uuid), ${Number.MAX_SAFE_INTEGER}::bigint)`
  const rows = sql`
    select m.*, ${reactionsTo(schema, viewer)} as reactions, f.position, f.flag_count, f.flags
    from (
      select f.message_id, max(f.position) as position, count(*) as flag_count,
        to_json((array_agg(${one} order by f.position desc))[1:${mostShown}::int]) as flags
      from ${all} group by f.message_id having ${before}
    ) f
    join ${sql.id(schema, 'messages')} m on m.message_id = f.message_id and m.deleted_at is null
    order by f.position desc limit ${limit + 1}::bigint`
  const bytes = sql`50 + octet_length(r.flags::text) + ${messageBytes}`
  const page = await pageOf(reading, { codec: Found, rows, bytes, order: sql`r.position desc`, limit })
  return {
    type,
    flagLimit: await limitOf(reading, viewer, channelId),
    reports: page.rows.map((row) => ({
      message: messageView(row),
      flagCount: row.flag_count,
      flags: row.flags,
    })),
    more: page.more,
  }
}
