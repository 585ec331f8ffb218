import type { ChannelEvent } from '../../events/channel-event.ts'
import { beforeFirst, mainFeed } from '../../feed.ts'
import type { Role } from '../../roles.ts'
import type { ChannelRow } from '../rows.ts'

const owners = (role: Role): number => (role === 'owner' ? 1 : 0)

/** What decisions know of the channel, after an event. */
export const evolveChannel = (row: ChannelRow | undefined, event: ChannelEvent): ChannelRow | undefined => {
  if (event.type === 'ChannelCreated') {
    return {
      kind: 'channel',
      channelType: event.channelType,
      name: event.name,
      description: event.description,
      archived: false,
      lastSegments: { [mainFeed]: beforeFirst },
      owners: 0,
      members: 0,
    }
  }
  if (row === undefined) return undefined
  switch (event.type) {
    case 'MessageSent':
      return { ...row, lastSegments: { ...row.lastSegments, [event.feedId]: event.segment } }
    case 'MemberJoined':
      return { ...row, members: row.members + 1, owners: row.owners + owners(event.role) }
    case 'MemberLeft':
      return { ...row, members: row.members - 1, owners: row.owners - owners(event.role) }
    case 'MemberRoleChanged':
      return { ...row, owners: row.owners + owners(event.role) - owners(event.previous) }
    case 'ChannelRenamed':
      return { ...row, name: event.name }
    case 'ChannelDescribed':
      return { ...row, description: event.description }
    case 'ChannelArchived':
      return { ...row, archived: true }
    case 'MessageEdited':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
      return row
    default:
      return event satisfies never
  }
}
