import { ChannelId, LimitCount, Timestamp, Until, UserId, WindowSeconds } from '@parley/domain'
import * as t from 'io-ts'
import { page, queryDefinition } from './query-definition.ts'

const limited = {
  limit: LimitCount,
  windowSeconds: WindowSeconds,
  until: Until,
  setAt: Timestamp,
  setBy: UserId,
}

/** How much each in the channel may send, until when (null: until that is lifted), since when and by whom. */
const ChannelLimitView = t.strict(limited, 'ChannelLimitView')

/** How much one person may send, likewise. */
const LimitView = t.strict({ userId: UserId, ...limited }, 'LimitView')

/** The limit of a channel, and whose own there are in it, by user id, after one: for who may set limits there. */
export const limits = queryDefinition(
  'limits',
  { channelId: ChannelId },
  { ...page, after: UserId },
  { ofChannel: t.union([ChannelLimitView, t.null]), limits: t.array(LimitView), more: t.boolean },
)
