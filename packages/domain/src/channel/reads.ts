import type { ChannelCommand } from '../commands/channel-command.ts'
import { type ChannelKey, doneKey, memberKey, messageKey, reactionKey, reactionsKey } from './rows.ts'

/** The keys that deciding a command may look at, each once. */
export const reads = (command: ChannelCommand): ReadonlyArray<ChannelKey> => {
  switch (command.type) {
    case 'SendMessage': {
      const keys: Array<ChannelKey> = ['channel', memberKey(command.by), messageKey(command.messageId)]
      if (command.parentId !== null && command.parentId !== command.messageId) {
        keys.push(messageKey(command.parentId))
      }
      return keys
    }
    case 'EditMessage':
    case 'DeleteMessage':
      return [
        'channel',
        memberKey(command.by),
        doneKey(command.commandId, command.by),
        messageKey(command.messageId),
      ]
    case 'AddReaction':
    case 'RemoveReaction': {
      const keys: Array<ChannelKey> = [
        'channel',
        memberKey(command.by),
        doneKey(command.commandId, command.by),
        messageKey(command.messageId),
        reactionKey(command.messageId, command.name, command.by),
      ]
      if (command.type === 'AddReaction') keys.push(reactionsKey(command.messageId))
      return keys
    }
    case 'CreateChannel':
      return ['channel', memberKey(command.by), doneKey(command.commandId, command.by)]
    case 'OpenConversation':
      return ['channel', memberKey(command.by)]
    case 'RenameChannel':
    case 'DescribeChannel':
    case 'ArchiveChannel':
    case 'JoinChannel':
    case 'LeaveChannel':
      return ['channel', memberKey(command.by), doneKey(command.commandId, command.by)]
    case 'AddMember':
    case 'RemoveMember':
    case 'ChangeRole': {
      const keys: Array<ChannelKey> = [
        'channel',
        memberKey(command.by),
        doneKey(command.commandId, command.by),
      ]
      if (command.userId !== command.by) keys.push(memberKey(command.userId))
      return keys
    }
    default:
      return command satisfies never
  }
}
