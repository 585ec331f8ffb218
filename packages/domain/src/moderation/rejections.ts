import * as t from 'io-ts'
import { MessageId, UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'
import { Until } from '../values/until.ts'

/** Whoever asks is banned from the channel. */
const Banned = t.strict({ _tag: t.literal('Banned'), until: Until }, 'Banned')

/** The person that it is about is banned from the channel. */
const UserIsBanned = t.strict({ _tag: t.literal('UserIsBanned'), userId: UserId }, 'UserIsBanned')

/** Whoever asks may say nothing in the channel, until then or until that is taken back. */
const Muted = t.strict({ _tag: t.literal('Muted'), until: Until }, 'Muted')

/** Nobody but who may mute says anything in the channel, until then or until that is taken back. */
const ChannelIsMuted = t.strict({ _tag: t.literal('ChannelIsMuted'), until: Until }, 'ChannelIsMuted')

/** Whoever asks has sent all that they may in the channel until then. */
const LimitReached = t.strict({ _tag: t.literal('LimitReached'), retryAt: Timestamp }, 'LimitReached')

/** Nobody flags a message of their own. */
const MessageIsYours = t.strict({ _tag: t.literal('MessageIsYours'), messageId: MessageId }, 'MessageIsYours')

/** What was asked would be over already. */
const AlreadyOver = t.strict({ _tag: t.literal('AlreadyOver'), until: Timestamp }, 'AlreadyOver')

/** Why commands of this area are turned down. */
export const moderationRejections = [
  Banned,
  UserIsBanned,
  Muted,
  ChannelIsMuted,
  LimitReached,
  MessageIsYours,
  AlreadyOver,
] as const
export type ModerationRejection = t.TypeOf<(typeof moderationRejections)[number]>
