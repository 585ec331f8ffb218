import * as t from 'io-ts'
import { UserId } from '../values/ids.ts'
import { Timestamp } from '../values/timestamp.ts'
import { Until } from '../values/until.ts'

/** Whoever asks is banned from the channel. */
const Banned = t.strict({ _tag: t.literal('Banned'), until: Until }, 'Banned')

/** The person that it is about is banned from the channel. */
const UserIsBanned = t.strict({ _tag: t.literal('UserIsBanned'), userId: UserId }, 'UserIsBanned')

/** What was asked would be over already. */
const AlreadyOver = t.strict({ _tag: t.literal('AlreadyOver'), until: Timestamp }, 'AlreadyOver')

/** Why commands of this area are turned down. */
export const moderationRejections = [Banned, UserIsBanned, AlreadyOver] as const
export type ModerationRejection = t.TypeOf<(typeof moderationRejections)[number]>
