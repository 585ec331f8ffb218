import { channelIdOf, conversationIdOf, messageIdOf } from '@parley/domain'
import type { ChannelCommand, MarkRead, TenantId, Timestamp, UserId } from '@parley/domain'
import type { WireCommand } from '@parley/contract'

/** Who asks, and when the command was received: what the server knows and no client may say. */
export interface Author {
  readonly tenantId: TenantId
  readonly by: UserId
  readonly at: Timestamp
}

/** A command as the domain takes it, with the ids that follow from its name. */
export const toDomain = ({ tenantId, by, at }: Author, command: WireCommand): ChannelCommand | MarkRead => {
  switch (command.type) {
    case 'CreateChannel': {
      const channelId = channelIdOf(tenantId, by, command.commandId)
      return { ...command, tenantId, by, at, channelId }
    }
    case 'OpenConversation': {
      const channelId = conversationIdOf(tenantId, by, command.withUserId)
      return { ...command, tenantId, by, at, channelId }
    }
    case 'SendMessage': {
      const { type, clientMessageId: commandId, channelId, feedId, parentId, body } = command
      const messageId = messageIdOf(tenantId, channelId, by, commandId)
      return { type, tenantId, channelId, by, commandId, at, messageId, feedId, parentId, body }
    }
    case 'RenameChannel':
    case 'DescribeChannel':
    case 'ArchiveChannel':
    case 'JoinChannel':
    case 'LeaveChannel':
    case 'AddMember':
    case 'RemoveMember':
    case 'ChangeRole':
    case 'EditMessage':
    case 'DeleteMessage':
    case 'AddReaction':
    case 'RemoveReaction':
    case 'MarkRead':
      return { ...command, tenantId, by, at }
    default:
      return command satisfies never
  }
}
