import { channelStreams, rowChangesOf, whoGoes } from '@parley/domain'
import type { DomainEvent, ToldIn } from '@parley/domain'
import { nothing, operations, toldModelOf } from '@parley/projection'
import type { Operation, Projection } from '@parley/projection'
import { publicRow } from './public.ts'
import { members } from './table.ts'
import { decisions } from './decisions.ts'
import { withinChannel } from '../within-channel.ts'

const { put, patch, remove } = operations(members)

const begun = (event: ToldIn<'channel'>): ReadonlyArray<Operation> => {
  const { tenantId: tenant_id, channelId: channel_id } = event
  if (event.type === 'MemberJoined') {
    const { userId: user_id, role, at: joined_at, segments: joined_segments } = event
    return [put({ tenant_id, channel_id, user_id, role, joined_at, joined_segments, nickname: null })]
  }
  if (event.type === 'MemberRoleChanged')
    return [patch({ tenant_id, channel_id, user_id: event.userId }, { role: event.role })]
  if (event.type === 'NicknameSet')
    return [patch({ tenant_id, channel_id, user_id: event.userId }, { nickname: event.nickname })]
  return nothing
}

/**
 * PERM-20: whose membership ends is read off what the event does to the rows of decisions, whatever it is called: so who
 * may do nothing more is not shown anything more either.
 */
const project: Projection<ToldIn<'channel'>> = ({ event }) => {
  const { tenantId: tenant_id, channelId: channel_id } = event
  // What may be taken back of an event is in no row of a member.
  const goes = whoGoes(rowChangesOf(event as DomainEvent))
  if (goes.length === 0) return begun(event)
  return [...begun(event), ...goes.map((user_id) => remove({ tenant_id, channel_id, user_id }))]
}

export const membersModel = toldModelOf(channelStreams, {
  table: members,
  version: 3,
  project: withinChannel(members, project),
  decisions,
  publicRow,
})
