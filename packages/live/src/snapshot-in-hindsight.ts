import type { ConversationView, MessagePreview, MessageView } from '@parley/contract'
import { hindsightOf, type MessageId, type TakenBack } from '@parley/domain'
import type { LiveUpdate } from './update.ts'

/** What of a snapshot a later update may take back. */
interface Shown {
  readonly conversation: ConversationView
  readonly messages: ReadonlyArray<MessageView>
}

/**
 * A snapshot as it is told once what came after it is known: nothing in it says what was taken back since, but for
 * reactions, which are counted. Folding those updates onto it comes to the same. Pure; a snapshot of which nothing was
 * taken back comes out as the same object.
 */
export const snapshotInHindsight = <S extends Shown>(snapshot: S, later: ReadonlyArray<LiveUpdate>): S =>
  later
    .flatMap(({ event }) => hindsightOf(event).takesBack?.(event) ?? [])
    .reduce((shown: S, taken) => ({ ...shown, ...without(shown, taken) }), snapshot)

/** What a snapshot shows of a matter, without what was taken back of it. */
const without = ({ conversation, messages }: Shown, taken: TakenBack): Partial<Shown> => {
  switch (taken.kind) {
    case 'text':
      return {
        conversation: {
          ...conversation,
          lastMessage: previewWithout(conversation.lastMessage, taken.messageId),
        },
        messages: eachOf(messages, taken, (message) => ({ ...message, body: null })),
      }
    case 'reactions':
      return { messages: eachOf(messages, taken, (message) => ({ ...message, reactions: [] })) }
    case 'reaction':
      // Its removal is told next, names it, and counts it down from here.
      return {}
    case 'channelName':
      return { conversation: withChannel(conversation, { name: taken.instead }) }
    case 'channelDescription':
      return { conversation: withChannel(conversation, { description: taken.instead }) }
    default:
      return taken satisfies never
  }
}

const eachOf = (
  messages: ReadonlyArray<MessageView>,
  { messageId }: { readonly messageId: MessageId },
  change: (message: MessageView) => MessageView,
): ReadonlyArray<MessageView> =>
  messages.map((message) => (message.messageId === messageId ? change(message) : message))

const withChannel = (
  conversation: ConversationView,
  changed: Partial<Pick<ConversationView['channel'], 'name' | 'description'>>,
): ConversationView => ({ ...conversation, channel: { ...conversation.channel, ...changed } })

const previewWithout = (preview: MessagePreview | null, messageId: MessageId): MessagePreview | null =>
  preview?.messageId === messageId ? { ...preview, body: null } : preview
