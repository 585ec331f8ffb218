import type { ChannelRejection } from '../channel/rejections.ts'
import type { MembershipRejection } from '../membership/rejections.ts'
import type { Timestamp } from '../values/timestamp.ts'
import { permissions } from './built-in.ts'
import { type Action, type ChannelType, channelTypes } from './tables.ts'
import { type RoleInChannel, leastRole } from './may.ts'
import type { Denial } from './verdict.ts'

/** How somebody is turned down who may not do something in a channel. */
export type Refusal = ChannelRejection | MembershipRejection

/**
 * PERM-11, CH-8, CH-13: how somebody is turned down who may not do this in a channel.
 *
 * @param because Why they may not, as `may` says.
 */
export const refusalOf = (
  who: RoleInChannel<ChannelType>,
  action: Action,
  because: Denial<ChannelType>,
  now: Timestamp,
): Refusal => {
  const { visibility, joining } = channelTypes[who.channelType]
  // Who may not know of a channel is told of no reason that it gives.
  if (who.role === null && (visibility === 'hidden' || who.guest === true)) return { _tag: 'ChannelNotFound' }
  switch (because._tag) {
    case 'NotAMember':
      return { _tag: 'NotAMember' }
    case 'Archived':
      return { _tag: 'ChannelIsArchived' }
    case 'RuledOut':
      return joining === 'fixed' ? { _tag: 'ConversationStays' } : missing(action)
    case 'Rule':
    case 'NoRule': {
      const needs = leastRole(who, action, permissions, now)
      return needs === null ? missing(action) : { _tag: 'RoleTooLow', needs }
    }
    default:
      return because satisfies never
  }
}

const missing = (action: Action): Refusal => ({ _tag: 'MissingPermission', action })
