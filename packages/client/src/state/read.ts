import { beforeFirst, type ReadMarked, mainFeed, type MessageId, partOf, type Segment } from '@parley/domain'
import { mostUnreadReplies, mostUnreadThreads, type Update } from '@parley/contract'
import type { Conversation } from './client-state.ts'

const later = (one: Segment, other: Segment): Segment => (one > other ? one : other)

/** How many replies are unread in the threads that a conversation names. */
export const unreadReplies = ({ unreadThreads }: Pick<Conversation, 'unreadThreads'>): number =>
  unreadThreads.reduce((sum, { unread }) => sum + unread, 0)

/** Whether a conversation names all threads that have unread replies. */
const namesAll = (conversation: Conversation): boolean =>
  conversation.unreadThreads.length < mostUnreadThreads && unreadReplies(conversation) < mostUnreadReplies

/**
 * A conversation after its person has read some of it, here or elsewhere. `asks`: how much is left unread is not clear from
 * here. It is where all of a part was read, and the conversation knows what is in the others.
 */
export const foldReadMarked = (
  conversation: Conversation,
  { position }: Update,
  event: ReadMarked,
): { readonly conversation: Conversation; readonly asks: boolean } => {
  if (event.feedId !== mainFeed || position <= conversation.inboxPosition)
    return { conversation, asks: false }
  const { segment } = event
  const { lastSegment } = conversation.channel
  const at = { ...conversation, inboxPosition: position }
  const part = partOf(event)
  if (part === 'all') {
    const readTo = later(conversation.readTo, segment)
    const read = { ...at, readTo, threadsReadTo: later(conversation.threadsReadTo, segment) }
    return segment >= lastSegment
      ? { conversation: { ...read, unread: 0, unreadThreads: [] }, asks: false }
      : { conversation: read, asks: true }
  }
  if (part === 'top') {
    const read = { ...at, readTo: later(conversation.readTo, segment) }
    return segment >= lastSegment && namesAll(conversation)
      ? { conversation: { ...read, unread: unreadReplies(conversation) }, asks: false }
      : { conversation: read, asks: true }
  }
  // Of a thread that was read further than is known here, the replies are yet to come.
  if (segment !== lastSegment || !namesAll(conversation)) return { conversation: at, asks: true }
  const unread = conversation.unreadThreads.find(({ parentId }) => parentId === part)?.unread ?? 0
  const unreadThreads = conversation.unreadThreads.filter(({ parentId }) => parentId !== part)
  return { conversation: { ...at, unread: conversation.unread - unread, unreadThreads }, asks: false }
}

/** What somebody says that they have read: without a segment all of a channel, with a parent the replies to it. */
export interface Read {
  readonly segment?: Segment
  readonly parentId?: MessageId
}

/** The mark that says so, where it says anything new; it covers nothing that is unread elsewhere. */
export const markOf = (
  conversation: Conversation,
  { segment: upTo, parentId }: Read,
): { readonly segment: Segment; readonly parentId?: MessageId | null } | null => {
  const { lastSegment } = conversation.channel
  const segment = upTo === undefined || upTo > lastSegment ? lastSegment : upTo
  if (segment === beforeFirst) return null
  if (parentId !== undefined) {
    const isNews =
      conversation.unreadThreads.some((thread) => thread.parentId === parentId) || !namesAll(conversation)
    return isNews ? { segment, parentId } : null
  }
  if (upTo === undefined) return segment > conversation.threadsReadTo ? { segment } : null
  if (segment <= conversation.readTo) return null
  // Where no thread has anything unread, a mark of the whole says the same, and counts are short again.
  return conversation.unreadThreads.length === 0 ? { segment } : { segment, parentId: null }
}
