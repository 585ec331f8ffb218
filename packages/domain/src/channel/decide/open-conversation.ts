import { noDescription } from '../../channel-facts.ts'
import type { OpenConversation } from '../../commands/open-conversation.ts'
import { beforeFirst } from '../../feed.ts'
import { type Decision, factsOf, makes, nothing, rejects } from '../decision.ts'
import { channelOf, memberOf } from '../look-up.ts'
import type { ChannelRows } from '../rows.ts'

/** CH-4, CH-5, CH-6: a conversation is there once, whoever of the two opens it and however often. */
export const openConversation = (command: OpenConversation, rows: ChannelRows): Decision => {
  if (command.withUserId === command.by) return rejects({ _tag: 'ConversationWithOneself' })
  const channel = channelOf(rows)
  if (channel !== undefined) {
    const isTheirs = channel.channelType === 'conversation' && memberOf(rows, command.by) !== undefined
    return isTheirs ? nothing : rejects({ _tag: 'ChannelExists' })
  }
  const facts = factsOf(command)
  const joined = { type: 'MemberJoined', ...facts, role: 'member', segment: beforeFirst } as const
  return makes(
    {
      type: 'ChannelCreated',
      ...facts,
      channelType: 'conversation',
      name: null,
      description: noDescription,
    },
    { ...joined, userId: command.by },
    { ...joined, userId: command.withUserId },
  )
}
