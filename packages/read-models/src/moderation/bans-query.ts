import { defaultPage } from '@parley/contract'
import { rowCodec } from '@parley/projection'
import { enter, now } from '../queries/access.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { type BansRow, bans as table } from './bans.ts'

const BanFound = rowCodec(table)

/** Who is banned from a channel now, by user id, for who may ban there. */
export const bans: AnswerTo<'bans'> = async (reading, _schema, viewer, { type, channelId, ...query }) => {
  await enter(reading, viewer, channelId, 'ban')
  const limit = query.limit ?? defaultPage
  const rows = await reading
    .withTables<{ bans: BansRow }>()
    .selectFrom('bans')
    .selectAll()
    .where('tenant_id', '=', viewer.tenantId)
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .$if(query.after !== undefined, (all) => all.where('user_id', '>', query.after ?? viewer.userId))
    .orderBy('user_id')
    .limit(limit + 1)
    .execute()
  const found = rowsAs(BanFound, rows).slice(0, limit)
  return {
    type,
    bans: found.map((row) => ({
      userId: row.user_id,
      until: row.until,
      bannedAt: row.banned_at,
      bannedBy: row.banned_by,
      reason: row.reason,
    })),
    more: rows.length > limit,
  }
}
