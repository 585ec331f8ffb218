import type { ConversationView, MessagePreview, MessageView } from '@parley/contract'
import type { MessageId } from '@parley/domain'
import { takesBack } from './in-hindsight.ts'
import type { LiveUpdate } from './update.ts'

/** What of a snapshot a later update may take back. */
interface Shown {
  readonly conversation: ConversationView
  readonly messages: ReadonlyArray<MessageView>
}

/**
 * A snapshot as it is told once what came after it is known: nothing in it says what was taken back since. Folding
 * those updates onto it comes to the same. Pure; a snapshot of which nothing was taken back comes out as the same
 * object.
 */
export const snapshotInHindsight = <S extends Shown>(snapshot: S, later: ReadonlyArray<LiveUpdate>): S => {
  const takers = later.filter(takesBack)
  if (takers.length === 0) return snapshot
  return {
    ...snapshot,
    conversation: takers.reduce(conversationAfter, snapshot.conversation),
    messages: takers.reduce(
      (messages, { event }) =>
        'messageId' in event
          ? messages.map((message) =>
              message.messageId === event.messageId ? messageAfter(message, event) : message,
            )
          : messages,
      snapshot.messages,
    ),
  }
}

type Event = LiveUpdate['event']

const messageAfter = (message: MessageView, event: Event): MessageView => {
  switch (event.type) {
    case 'MessageEdited':
      return { ...message, body: null }
    case 'MessageDeleted':
      return { ...message, body: null, reactions: [] }
    case 'ReactionRemoved':
      return {
        ...message,
        reactions: message.reactions.flatMap((reaction) => {
          if (reaction.name !== event.name) return [reaction]
          const userIds = reaction.userIds.filter((userId) => userId !== event.by)
          return userIds.length === 0 ? [] : [{ ...reaction, userIds }]
        }),
      }
    case 'ChannelCreated':
    case 'ChannelRenamed':
    case 'ChannelDescribed':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageSent':
    case 'ReactionAdded':
    case 'ReadMarked':
      return message
    default:
      return event satisfies never
  }
}

const conversationAfter = (conversation: ConversationView, { event }: LiveUpdate): ConversationView => {
  switch (event.type) {
    case 'ChannelRenamed':
      return { ...conversation, channel: { ...conversation.channel, name: event.name } }
    case 'ChannelDescribed':
      return { ...conversation, channel: { ...conversation.channel, description: event.description } }
    case 'MessageEdited':
    case 'MessageDeleted':
      return { ...conversation, lastMessage: previewWithout(conversation.lastMessage, event.messageId) }
    case 'ChannelCreated':
    case 'ChannelArchived':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageSent':
    case 'ReactionAdded':
    case 'ReactionRemoved':
    case 'ReadMarked':
      return conversation
    default:
      return event satisfies never
  }
}

const previewWithout = (preview: MessagePreview | null, messageId: MessageId): MessagePreview | null =>
  preview?.messageId === messageId ? { ...preview, body: null } : preview
