import type { ChannelView, ConversationView, MemberView, MessagePreview, MessageView } from '@parley/contract'
import { type ChannelId, nothingKept, type TakenBack } from '@parley/domain'

/** What rows show without what was taken back of them. Pure; what was not of a row leaves it the same object. */

export const messageWithout = (message: MessageView, taken: TakenBack): MessageView => {
  switch (taken.kind) {
    case 'text':
      return taken.messageId === message.messageId ? { ...message, body: null, ...nothingKept } : message
    case 'reactions':
      return taken.messageId === message.messageId ? { ...message, reactions: [] } : message
    case 'feed':
      return taken.channelId === message.channelId && taken.feedId === message.feedId
        ? { ...message, body: null, ...nothingKept, reactions: [] }
        : message
    case 'feedName':
    // Reactions are counted: the removal of one is told next, names it, and counts it down from here.
    case 'reaction':
    case 'channelName':
    case 'channelDescription':
    case 'nickname':
      return message
    default:
      return taken satisfies never
  }
}

export const channelWithout = (channel: ChannelView, taken: TakenBack): ChannelView => {
  switch (taken.kind) {
    case 'channelName':
      return taken.channelId === channel.channelId ? { ...channel, name: taken.instead } : channel
    case 'channelDescription':
      return taken.channelId === channel.channelId ? { ...channel, description: taken.instead } : channel
    case 'text':
    case 'reactions':
    case 'reaction':
    case 'nickname':
    case 'feed':
    case 'feedName':
      return channel
    default:
      return taken satisfies never
  }
}

/** A member of that channel. */
export const memberWithout = (channelId: ChannelId, member: MemberView, taken: TakenBack): MemberView =>
  taken.kind === 'nickname' && taken.channelId === channelId && taken.userId === member.userId
    ? { ...member, nickname: taken.instead }
    : member

export const conversationWithout = (conversation: ConversationView, taken: TakenBack): ConversationView => {
  const channel = channelWithout(conversation.channel, taken)
  const lastMessage = previewWithout(conversation.lastMessage, taken)
  const feeds = feedsWithout(conversation, taken)
  const isSame =
    channel === conversation.channel &&
    lastMessage === conversation.lastMessage &&
    feeds === conversation.feeds
  return isSame ? conversation : { ...conversation, channel, lastMessage, feeds }
}

/** A feed that was deleted is still named here: the update that says so takes it away, and what is unread in it. */
const feedsWithout = ({ channel, feeds }: ConversationView, taken: TakenBack): ConversationView['feeds'] => {
  if (taken.kind !== 'feedName' || taken.channelId !== channel.channelId) return feeds
  return feeds.map((feed) => (feed.feedId === taken.feedId ? { ...feed, name: taken.instead } : feed))
}

const previewWithout = (preview: MessagePreview | null, taken: TakenBack): MessagePreview | null =>
  taken.kind === 'text' && preview?.messageId === taken.messageId ? { ...preview, body: null } : preview
