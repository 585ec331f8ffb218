import { enter } from '../queries/access.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { bans as table } from './bans.ts'
import { holding } from './holding.ts'

const banned = holding(table)

/** Who is banned from a channel now, by user id, for who may ban there. */
export const bans: AnswerTo<'bans'> = async (reading, schema, viewer, { type, channelId, ...asked }) => {
  await enter(reading, viewer, channelId, 'ban')
  const { rows, more } = await banned.page({ reading, schema, viewer, channelId }, asked)
  return {
    type,
    bans: rows.map((row) => ({
      userId: row.user_id,
      until: row.until,
      bannedAt: row.banned_at,
      bannedBy: row.banned_by,
      reason: row.reason,
    })),
    more,
  }
}
