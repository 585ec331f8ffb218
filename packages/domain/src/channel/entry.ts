import * as E from 'fp-ts/lib/Either.js'
import { rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import type { MembershipRejection } from '../membership/rejections.ts'
import type { Role } from '../membership/roles.ts'
import { memberKey, memberOf } from '../membership/rows.ts'
import type { Action } from '../permissions/tables.ts'
import { permissions } from '../permissions/built-in.ts'
import { may } from '../permissions/may.ts'
import { type Refusal, refusalOf } from '../permissions/refusal.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import { doneKey } from '../streams/done-rows.ts'
import type { ChannelRejection } from './rejections.ts'
import { channelKey, channelOf, type ChannelRow } from './rows.ts'

/** A channel, and whoever asks: their role, or null of no member. */
export interface Approach {
  readonly channel: ChannelRow
  readonly role: Role | null
}

/** As `Approach`, by a member. */
export interface Entered extends Approach {
  readonly role: Role
}

type Asking = Pick<ChannelFacts, 'by' | 'channelId' | 'at'>

/** What every command of a channel looks at: the channel, who asks, and whether it was carried out. */
export const readsOfCommand = ({
  by,
  commandId,
}: Pick<ChannelFacts, 'by' | 'commandId'>): ReadonlyArray<RowKey> => [
  channelKey,
  memberKey(by),
  doneKey(commandId, by),
]

const notFound = rejects<ChannelRejection>({ _tag: 'ChannelNotFound' })
const notAMember = rejects<MembershipRejection>({ _tag: 'NotAMember' })

/** Lets through whoever may do this by the rules, members or not. Rejects as `refusalOf` says, and with ChannelNotFound. */
export const approach = (
  rows: Rows,
  { by, channelId, at }: Asking,
  action: Action,
): E.Either<Refusal, Approach> => {
  const channel = channelOf(rows)
  const role = memberOf(rows, by)?.role ?? null
  if (channel === undefined) return notFound
  const { channelType, archived } = channel
  const who = { userId: by, role, channelId, channelType, archived }
  const { allowed, because } = may(who, action, permissions, at)
  return allowed ? E.right({ channel, role }) : rejects<Refusal>(refusalOf(who, action, because, at))
}

/** Lets in the members who may do this by the rules. Rejects as `approach` does. */
export const enter = (rows: Rows, asking: Asking, action: Action): E.Either<Refusal, Entered> => {
  const approached = approach(rows, asking, action)
  return isByMember(approached) ? approached : notAMember
}

/** Lets the engine's own rules into a channel that is there and not archived: they are no members of any. */
export const openChannel = (rows: Rows): E.Either<ChannelRejection, { readonly channel: ChannelRow }> => {
  const channel = channelOf(rows)
  if (channel === undefined) return notFound
  return channel.archived ? rejects<ChannelRejection>({ _tag: 'ChannelIsArchived' }) : E.right({ channel })
}

const isByMember = (approached: E.Either<Refusal, Approach>): approached is E.Either<Refusal, Entered> =>
  E.isLeft(approached) || approached.right.role !== null
