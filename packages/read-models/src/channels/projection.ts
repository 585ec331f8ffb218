import { beforeFirst, folded, mainFeed } from '@parley/domain'
import type { ChannelCreated, MessageSent, Role } from '@parley/domain'
import { nothing, operations } from '@parley/projection'
import type { Operation, Projected, ReadModel } from '@parley/projection'
import { channels } from './table.ts'

const { put, patch, add } = operations(channels)

const owners = (role: Role): number => (role === 'owner' ? 1 : 0)

const created = (event: ChannelCreated, { revision, position }: Projected): Operation =>
  put({
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    channel_type: event.channelType,
    name: event.name,
    folded_name: folded(event.name ?? ''),
    description: event.description,
    archived: false,
    created_at: event.at,
    created_by: event.by,
    members: 0,
    owners: 0,
    last_segment: beforeFirst,
    last_message_id: null,
    last_activity_at: event.at,
    updated_at: event.at,
    revision,
    position,
  })

const sent = (event: MessageSent) =>
  event.feedId === mainFeed
    ? { last_segment: event.segment, last_message_id: event.messageId, last_activity_at: event.at }
    : { last_activity_at: event.at }

const project = (projected: Projected): ReadonlyArray<Operation> => {
  const { event, revision, position } = projected
  if (event.type === 'ReadMarked') return nothing
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  const seen = { revision, position, updated_at: event.at }
  switch (event.type) {
    case 'ChannelCreated':
      return [created(event, projected)]
    case 'ChannelRenamed':
      return [patch(key, { ...seen, name: event.name, folded_name: folded(event.name) })]
    case 'ChannelDescribed':
      return [patch(key, { ...seen, description: event.description })]
    case 'ChannelArchived':
      return [patch(key, { ...seen, archived: true })]
    case 'MessageSent':
      return [patch(key, { ...seen, ...sent(event) })]
    case 'MemberJoined':
      return [patch(key, seen), add(key, { members: 1, owners: owners(event.role) })]
    case 'MemberLeft':
      return [patch(key, seen), add(key, { members: -1, owners: -owners(event.role) })]
    case 'MemberRoleChanged':
      return [patch(key, seen), add(key, { owners: owners(event.role) - owners(event.previous) })]
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return [patch(key, seen)]
    default:
      return event satisfies never
  }
}

export const channelsModel: ReadModel = { table: channels, version: 1, project }
