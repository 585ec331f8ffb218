import { channelStreams, folded, keptMetadata, keptTags } from '@parley/domain'
import type { ChannelCreated, ChannelDetailsChanged, Role, ToldIn } from '@parley/domain'
import { operations, toldModelOf } from '@parley/projection'
import type { Operation, Projected } from '@parley/projection'
import { publicRow } from './public.ts'
import { channels, minuteOf } from './table.ts'
import { decisions } from './decisions.ts'

const { put, patch, add, remove } = operations(channels)

const owners = (role: Role): number => (role === 'owner' ? 1 : 0)

const created = (
  event: ChannelCreated,
  { revision, position }: Pick<Projected, 'revision' | 'position'>,
): Operation =>
  put({
    tenant_id: event.tenantId,
    channel_id: event.channelId,
    channel_type: event.channelType,
    name: event.name,
    folded_name: folded(event.name ?? ''),
    description: event.description,
    archived: false,
    notification: 'default',
    created_at: event.at,
    created_by: event.by,
    metadata: null,
    tags: null,
    avatar_file_id: null,
    is_public: null,
    company_id: event.companyId ?? null,
    community_id: event.communityId ?? null,
    attached_to: event.attachedTo ?? null,
    members: 0,
    owners: 0,
    last_activity_at: event.at,
    active_in: minuteOf(event.at),
    updated_at: event.at,
    revision,
    position,
  })

const changed = (event: ToldIn<'channel'>) => {
  if (event.type === 'MessageSent') return { last_activity_at: event.at, active_in: minuteOf(event.at) }
  if (event.type === 'ChannelRenamed') return { name: event.name, folded_name: folded(event.name) }
  if (event.type === 'ChannelDescribed') return { description: event.description }
  if (event.type === 'ChannelDetailsChanged') return detailed(event)
  if (event.type === 'ChannelNotificationSet') return { notification: event.mode }
  if (event.type === 'ChannelArchived') return { archived: true }
  return event.type === 'ChannelUnarchived' ? { archived: false } : {}
}

const detailed = ({ metadata, tags, avatarFileId, isPublic }: ChannelDetailsChanged) => ({
  ...(metadata === undefined ? {} : { metadata: keptMetadata(metadata) }),
  ...(tags === undefined ? {} : { tags: keptTags(tags) }),
  ...(avatarFileId === undefined ? {} : { avatar_file_id: avatarFileId }),
  ...(isPublic === undefined ? {} : { is_public: isPublic }),
})

const counted = (event: ToldIn<'channel'>) => {
  if (event.type === 'MemberJoined') return { members: 1, owners: owners(event.role) }
  if (event.type === 'MemberLeft') return { members: -1, owners: -owners(event.role) }
  if (event.type === 'MemberRoleChanged') return { owners: owners(event.role) - owners(event.previous) }
  return undefined
}

/** Every event of the channel moves its revision, whatever else it changes. */
const project = (projected: Projected<ToldIn<'channel'>>): ReadonlyArray<Operation> => {
  const { event, revision, position } = projected
  if (event.type === 'ChannelCreated') return [created(event, projected)]
  const key = { tenant_id: event.tenantId, channel_id: event.channelId }
  if (event.type === 'ChannelDeleted') return [remove(key)]
  const moved = patch(key, { revision, position, updated_at: event.at, ...changed(event) })
  const more = counted(event)
  return more === undefined ? [moved] : [moved, add(key, more)]
}

export const channelsModel = toldModelOf(channelStreams, {
  table: channels,
  version: 6,
  project,
  decisions,
  publicRow,
})
