import * as t from 'io-ts'
import { CreateChannel } from './create-channel.ts'
import { OpenConversation } from './open-conversation.ts'
import { RenameChannel } from './rename-channel.ts'
import { DescribeChannel } from './describe-channel.ts'
import { ArchiveChannel } from './archive-channel.ts'
import { JoinChannel } from './join-channel.ts'
import { LeaveChannel } from './leave-channel.ts'
import { AddMember } from './add-member.ts'
import { RemoveMember } from './remove-member.ts'
import { ChangeRole } from './change-role.ts'
import { SendMessage } from './send-message.ts'
import { EditMessage } from './edit-message.ts'
import { DeleteMessage } from './delete-message.ts'
import { AddReaction } from './add-reaction.ts'
import { RemoveReaction } from './remove-reaction.ts'

/** All that can be asked of a channel. */
export const ChannelCommand = t.union(
  [
    CreateChannel,
    OpenConversation,
    RenameChannel,
    DescribeChannel,
    ArchiveChannel,
    JoinChannel,
    LeaveChannel,
    AddMember,
    RemoveMember,
    ChangeRole,
    SendMessage,
    EditMessage,
    DeleteMessage,
    AddReaction,
    RemoveReaction,
  ],
  'ChannelCommand',
)
export type ChannelCommand = t.TypeOf<typeof ChannelCommand>
