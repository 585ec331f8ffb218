import { channelStreams } from '@parley/domain'
import type { ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Projection } from '@parley/projection'
import { publicRow } from './public.ts'
import { members } from './table.ts'
import { decisions } from './decisions.ts'

const { put, patch, remove } = operations(members)

const project: Projection<ToldIn<'channel'>> = ({ event }) => {
  if (event.type !== 'MemberJoined' && event.type !== 'MemberLeft' && event.type !== 'MemberRoleChanged')
    return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId, user_id: event.userId }
  switch (event.type) {
    case 'MemberJoined':
      return [put({ ...key, role: event.role, joined_at: event.at, joined_segments: event.segments })]
    case 'MemberRoleChanged':
      return [patch(key, { role: event.role })]
    case 'MemberLeft':
      return [remove(key)]
    default:
      return event satisfies never
  }
}

export const membersModel = toldModelOf(channelStreams, {
  table: members,
  version: 2,
  project,
  decisions,
  publicRow,
})
