import { ChannelId, ReasonOrNone, Timestamp, Until, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { page, queryDefinition } from './query-definition.ts'

const mute = { until: Until, mutedAt: Timestamp, mutedBy: UserId, reason: ReasonOrNone }

/** A mute of the channel: until when (null: until that is taken back), since when, by whom and why. */
const ChannelMuteView = t.strict(mute, 'ChannelMuteView')

/** A mute of one person, likewise. */
const MuteView = t.strict({ userId: UserId, ...mute }, 'MuteView')

/** The mute of a channel, and who is muted in it, by user id, after one: for who may mute there. */
export const mutes = queryDefinition(
  'mutes',
  { channelId: ChannelId },
  { ...page, after: UserId },
  { ofChannel: t.union([ChannelMuteView, t.null]), mutes: t.array(MuteView), more: t.boolean },
)
