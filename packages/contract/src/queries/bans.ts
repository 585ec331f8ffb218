import { ChannelId, ReasonOrNone, Timestamp, Until, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { page, queryDefinition } from './query-definition.ts'

/** Somebody who is banned: until when (null: until that is taken back), since when, by whom and why. */
const BanView = t.strict(
  { userId: UserId, until: Until, bannedAt: Timestamp, bannedBy: UserId, reason: ReasonOrNone },
  'BanView',
)

/** Who is banned from a channel, by user id, after one: for who may ban there. */
export const bans = queryDefinition(
  'bans',
  { channelId: ChannelId },
  { ...page, after: UserId },
  { bans: t.array(BanView), more: t.boolean },
)
