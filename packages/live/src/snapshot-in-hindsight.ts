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
  if (event.type === 'MessageEdited') return { ...message, body: null }
  if (event.type === 'MessageDeleted') return { ...message, body: null, reactions: [] }
  if (event.type !== 'ReactionRemoved') return message
  return {
    ...message,
    reactions: message.reactions.flatMap((reaction) => {
      if (reaction.name !== event.name) return [reaction]
      const userIds = reaction.userIds.filter((userId) => userId !== event.by)
      return userIds.length === 0 ? [] : [{ ...reaction, userIds }]
    }),
  }
}

const conversationAfter = (conversation: ConversationView, { event }: LiveUpdate): ConversationView => {
  if (event.type === 'ChannelRenamed')
    return { ...conversation, channel: { ...conversation.channel, name: event.name } }
  if (event.type === 'ChannelDescribed')
    return { ...conversation, channel: { ...conversation.channel, description: event.description } }
  return event.type === 'MessageEdited' || event.type === 'MessageDeleted'
    ? { ...conversation, lastMessage: previewWithout(conversation.lastMessage, event.messageId) }
    : conversation
}

const previewWithout = (preview: MessagePreview | null, messageId: MessageId): MessagePreview | null =>
  preview?.messageId === messageId ? { ...preview, body: null } : preview
