import { ChannelId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { MemberView } from '../views/member.ts'
import { page, queryDefinition } from './query-definition.ts'

/** The members of a channel by user id, after one. */
export const members = queryDefinition(
  'members',
  { channelId: ChannelId },
  { ...page, after: UserId },
  { members: t.array(MemberView), more: t.boolean },
)
