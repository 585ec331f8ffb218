import { mainFeed, type UserId } from '@parley/domain'
import type { ConversationView } from '../views/conversation.ts'

/** A conversation with the one feed that its own fields speak of. */
export const withMainFeed = (view: Omit<ConversationView, 'feeds'>): ConversationView => {
  const { joinedSegment, readTo, threadsReadTo, unread, unreadThreads } = view
  const { lastSegment, lastActivityAt } = view.channel
  const lastMessageId = view.lastMessage?.messageId ?? null
  const last = { lastSegment, lastMessageId, lastActivityAt }
  const { createdAt } = view.channel
  const made = { createdAt, createdBy: 'ada' as UserId, editedAt: null, messageCount: lastSegment }
  const read = { joinedSegment, readTo, threadsReadTo, unread, unreadThreads }
  return { ...view, feeds: [{ feedId: mainFeed, name: 'main', ...last, ...made, ...read }] }
}
