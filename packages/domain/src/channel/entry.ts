import * as E from 'fp-ts/lib/Either.js'
import { rejects } from '../kit/decision.ts'
import type { Rows } from '../kit/row.ts'
import { isAtLeast, type Role } from '../membership/roles.ts'
import { memberOf } from '../membership/rows.ts'
import type { Rejection } from '../rejections.ts'
import type { UserId } from '../values/ids.ts'
import { channelOf, type ChannelRow } from './rows.ts'

/** Whoever asks, inside the channel. */
export interface Entry {
  readonly channel: ChannelRow
  readonly role: Role
}

/** Whether those who are not in it may not even know that it is there. */
export const isHidden = (channel: ChannelRow): boolean =>
  channel.channelType === 'private' || channel.channelType === 'conversation'

const notFound = rejects({ _tag: 'ChannelNotFound' })
const notAMember = rejects({ _tag: 'NotAMember' })
const isArchived = rejects({ _tag: 'ChannelIsArchived' })
const isForTwo = rejects({ _tag: 'ConversationIsForTwo' })

/** Lets in whoever asks; archived channels too. Rejects with ChannelNotFound or NotAMember. */
export const enter = (rows: Rows, by: UserId): E.Either<Rejection, Entry> => {
  const channel = channelOf(rows)
  if (channel === undefined) return notFound
  const member = memberOf(rows, by)
  if (member !== undefined) return E.right({ channel, role: member.role })
  return isHidden(channel) ? notFound : notAMember
}

/** As `enter`, and the channel must be open for changes: rejects with ChannelIsArchived too. */
export const enterToChange = (rows: Rows, by: UserId): E.Either<Rejection, Entry> => {
  const entry = enter(rows, by)
  return E.isRight(entry) && entry.right.channel.archived ? isArchived : entry
}

/**
 * As `enterToChange`, for what is never changed in a conversation (who is in it, what it is called) and takes a
 * role elsewhere: rejects with ConversationIsForTwo and RoleTooLow too.
 */
export const enterToManage = (rows: Rows, by: UserId, least: Role): E.Either<Rejection, Entry> => {
  const entry = enterToChange(rows, by)
  if (E.isLeft(entry)) return entry
  if (entry.right.channel.channelType === 'conversation') return isForTwo
  return isAtLeast(entry.right.role, least) ? entry : rejects({ _tag: 'RoleTooLow', needs: least })
}
