import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { UserId } from '../values/ids.ts'
import { forModerators } from './for-moderators.ts'
import { channelMuteKey, muteKey } from './mute-rows.ts'
import { ReasonOrNone } from './reason.ts'
import { Until } from '../values/until.ts'

/** Somebody, who need not be a member, may say nothing in the channel. Another mute of theirs is over with it. */
export const MemberMuted = channelEvent(
  'MemberMuted',
  { userId: UserId, until: Until, reason: ReasonOrNone },
  {
    ...forModerators,
    rows: (event) => [put(muteKey(event.userId), { kind: 'mute', until: event.until }), done(event)],
  },
)
export type MemberMuted = EventOf<typeof MemberMuted>

/** Somebody's mute was taken back, before its end. */
export const MemberUnmuted = channelEvent(
  'MemberUnmuted',
  { userId: UserId },
  { ...forModerators, rows: (event) => [remove(muteKey(event.userId)), done(event)] },
)
export type MemberUnmuted = EventOf<typeof MemberUnmuted>

/** Nobody but who may mute says anything in the channel. Another mute of the channel is over with it. */
export const ChannelMuted = channelEvent(
  'ChannelMuted',
  { until: Until, reason: ReasonOrNone },
  {
    ...forModerators,
    rows: (event) => [put(channelMuteKey, { kind: 'channelMute', until: event.until }), done(event)],
  },
)
export type ChannelMuted = EventOf<typeof ChannelMuted>

/** The channel's mute was taken back, before its end. */
export const ChannelUnmuted = channelEvent(
  'ChannelUnmuted',
  {},
  { ...forModerators, rows: (event) => [remove(channelMuteKey), done(event)] },
)
export type ChannelUnmuted = EventOf<typeof ChannelUnmuted>
