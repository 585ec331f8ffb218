import type { ChannelCommand } from '../commands/channel-command.ts'
import { addMember } from './decide/add-member.ts'
import { archiveChannel } from './decide/archive-channel.ts'
import { changeRole } from './decide/change-role.ts'
import { createChannel } from './decide/create-channel.ts'
import { deleteMessage } from './decide/delete-message.ts'
import { describeChannel } from './decide/describe-channel.ts'
import { editMessage } from './decide/edit-message.ts'
import { joinChannel } from './decide/join-channel.ts'
import { leaveChannel } from './decide/leave-channel.ts'
import { openConversation } from './decide/open-conversation.ts'
import { react } from './decide/react.ts'
import { removeMember } from './decide/remove-member.ts'
import { renameChannel } from './decide/rename-channel.ts'
import { sendMessage } from './decide/send-message.ts'
import type { Decision } from './decision.ts'
import type { ChannelRows } from './rows.ts'

/** What a command for a channel comes to. */
export const decide = (command: ChannelCommand, rows: ChannelRows): Decision => {
  switch (command.type) {
    case 'SendMessage':
      return sendMessage(command, rows)
    case 'EditMessage':
      return editMessage(command, rows)
    case 'DeleteMessage':
      return deleteMessage(command, rows)
    case 'AddReaction':
    case 'RemoveReaction':
      return react(command, rows)
    case 'CreateChannel':
      return createChannel(command, rows)
    case 'OpenConversation':
      return openConversation(command, rows)
    case 'RenameChannel':
      return renameChannel(command, rows)
    case 'DescribeChannel':
      return describeChannel(command, rows)
    case 'ArchiveChannel':
      return archiveChannel(command, rows)
    case 'JoinChannel':
      return joinChannel(command, rows)
    case 'LeaveChannel':
      return leaveChannel(command, rows)
    case 'AddMember':
      return addMember(command, rows)
    case 'RemoveMember':
      return removeMember(command, rows)
    case 'ChangeRole':
      return changeRole(command, rows)
    default:
      return command satisfies never
  }
}
