import * as E from 'fp-ts/lib/Either.js'
import type { UserId } from '../ids.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { isAtLeast, type Role } from '../roles.ts'
import { rejects } from './decision.ts'
import { channelOf, memberOf } from './look-up.ts'
import type { ChannelRow, ChannelRows } from './rows.ts'

/** Whoever asks, inside the channel. */
export interface Entry {
  readonly channel: ChannelRow
  readonly role: Role
}

/** Whether those who are not in it may not even know that it is there. */
export const isHidden = (channel: ChannelRow): boolean =>
  channel.channelType === 'private' || channel.channelType === 'conversation'

const notFound: E.Either<Rejection, never> = rejects({ _tag: 'ChannelNotFound' })

/** Lets in whoever asks; archived channels too. Rejects with ChannelNotFound or NotAMember. */
export const enter = (rows: ChannelRows, by: UserId): E.Either<Rejection, Entry> => {
  const channel = channelOf(rows)
  if (channel === undefined) return notFound
  const member = memberOf(rows, by)
  if (member !== undefined) return E.right({ channel, role: member.role })
  return isHidden(channel) ? notFound : rejects({ _tag: 'NotAMember' })
}

/** As `enter`, and the channel must be open for changes: rejects with ChannelIsArchived too. */
export const enterToChange = (rows: ChannelRows, by: UserId): E.Either<Rejection, Entry> => {
  const entry = enter(rows, by)
  return E.isRight(entry) && entry.right.channel.archived ? rejects({ _tag: 'ChannelIsArchived' }) : entry
}

/**
 * As `enterToChange`, for what is never changed in a conversation (who is in it, what it is called) and takes a
 * role elsewhere: rejects with ConversationIsForTwo and RoleTooLow too.
 */
export const enterToManage = (rows: ChannelRows, by: UserId, least: Role): E.Either<Rejection, Entry> => {
  const entry = enterToChange(rows, by)
  if (E.isLeft(entry)) return entry
  if (entry.right.channel.channelType === 'conversation') return rejects({ _tag: 'ConversationIsForTwo' })
  if (!isAtLeast(entry.right.role, least)) return rejects({ _tag: 'RoleTooLow', needs: least })
  return entry
}
