import { channelDecider, messageKey } from '@parley/domain'
import type {
  ChannelCommand,
  ChannelEvent,
  ChannelKey,
  ChannelRows,
  ChannelStateRow,
  DomainEvent,
} from '@parley/domain'
import type { CommandResult } from './accepted.ts'
import type { StreamRules } from './stream/order.ts'

const isChannelEvent = (event: DomainEvent): event is ChannelEvent => event.type !== 'ReadMarked'

/** A channel's stream. */
export const channelRules: StreamRules<ChannelCommand, ChannelEvent, ChannelKey, ChannelStateRow> = {
  decider: channelDecider,
  isEvent: isChannelEvent,
  begins: (event) => event.type === 'ChannelCreated',
  pinned: 'channel',
  // The message's id is its event's, and derives from the command's name.
  presumedAbsent: (command) => (command.type === 'SendMessage' ? [messageKey(command.messageId)] : []),
}

/** What a command came to, from the rows after it: so it is the same the first time and ever after. */
export const channelResult = (command: ChannelCommand, rows: ChannelRows): CommandResult => {
  switch (command.type) {
    case 'CreateChannel':
    case 'OpenConversation':
      return { channelId: command.channelId }
    case 'SendMessage': {
      const message = rows.get(messageKey(command.messageId))
      if (message?.kind !== 'message') return { messageId: command.messageId }
      return { messageId: command.messageId, segment: message.segment }
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
      return {}
    default:
      return command satisfies never
  }
}
