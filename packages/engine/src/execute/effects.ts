import type { WireCommand } from '@parley/contract'
import type { UserId } from '@parley/domain'

/** What a command would do, as far as it is weighed before it is decided. */
export interface Effects {
  /** Whom it puts into a channel or a conversation, without asking them. */
  readonly puts: ReadonlyArray<UserId>
  /** Whether it begins a channel or a conversation. */
  readonly begins: boolean
  /** About how many events it makes. */
  readonly events: number
}

const ofOne: Effects = { puts: [], begins: false, events: 1 }

/** What a command would do. */
export const effectsOf = (command: WireCommand): Effects => {
  switch (command.type) {
    case 'CreateChannel':
      return { puts: command.members, begins: true, events: 1 + command.members.length }
    case 'OpenConversation':
      return { puts: [command.withUserId], begins: true, events: 1 }
    case 'AddMember':
      return { puts: [command.userId], begins: false, events: 1 }
    case 'RenameChannel':
    case 'DescribeChannel':
    case 'ArchiveChannel':
    case 'JoinChannel':
    case 'LeaveChannel':
    case 'RemoveMember':
    case 'ChangeRole':
    case 'SendMessage':
    case 'EditMessage':
    case 'DeleteMessage':
    case 'AddReaction':
    case 'RemoveReaction':
    case 'MarkRead':
      return ofOne
    default:
      return command satisfies never
  }
}
