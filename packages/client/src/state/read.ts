import { beforeFirst, type InboxEvent, mainFeed, type MessageId, partOf, type Segment } from '@parley/domain'
import { mostUnreadReplies, mostUnreadThreads, type Update } from '@parley/contract'
import type { Conversation } from './client-state.ts'

const later = (one: Segment, other: Segment): Segment => (one > other ? one : other)

/** How many replies are unread in the threads that a line names. */
export const unreadReplies = ({ unreadThreads }: Pick<Conversation, 'unreadThreads'>): number =>
  unreadThreads.reduce((sum, { unread }) => sum + unread, 0)

/** Whether a line names all threads that have unread replies. */
const namesAll = (line: Conversation): boolean =>
  line.unreadThreads.length < mostUnreadThreads && unreadReplies(line) < mostUnreadReplies

/**
 * A line after its person has read some of it, here or elsewhere. `asks`: how much is left unread is not clear from
 * here. It is where all of a part was read, and the line knows what is in the others.
 */
export const foldReadMarked = (
  line: Conversation,
  { position }: Update,
  event: InboxEvent,
): { readonly line: Conversation; readonly asks: boolean } => {
  if (event.feedId !== mainFeed || position <= line.inboxPosition) return { line, asks: false }
  const { segment } = event
  const { lastSegment } = line.channel
  const at = { ...line, inboxPosition: position }
  const part = partOf(event)
  if (part === 'all') {
    const readTo = later(line.readTo, segment)
    const read = { ...at, readTo, threadsReadTo: later(line.threadsReadTo, segment) }
    return segment >= lastSegment
      ? { line: { ...read, unread: 0, unreadThreads: [] }, asks: false }
      : { line: read, asks: true }
  }
  if (part === 'top') {
    const read = { ...at, readTo: later(line.readTo, segment) }
    return segment >= lastSegment && namesAll(line)
      ? { line: { ...read, unread: unreadReplies(line) }, asks: false }
      : { line: read, asks: true }
  }
  // Of a thread that was read further than is known here, the replies are yet to come.
  if (segment !== lastSegment || !namesAll(line)) return { line: at, asks: true }
  const unread = line.unreadThreads.find(({ parentId }) => parentId === part)?.unread ?? 0
  const unreadThreads = line.unreadThreads.filter(({ parentId }) => parentId !== part)
  return { line: { ...at, unread: line.unread - unread, unreadThreads }, asks: false }
}

/** What somebody says that they have read: without a segment all of a channel, with a parent the replies to it. */
export interface Read {
  readonly segment?: Segment
  readonly parentId?: MessageId
}

/** The mark that says so, where it says anything new; it covers nothing that is unread elsewhere. */
export const markOf = (
  line: Conversation,
  { segment: upTo, parentId }: Read,
): { readonly segment: Segment; readonly parentId?: MessageId | null } | null => {
  const { lastSegment } = line.channel
  const segment = upTo === undefined || upTo > lastSegment ? lastSegment : upTo
  if (segment === beforeFirst) return null
  if (parentId !== undefined) {
    const isNews = line.unreadThreads.some((thread) => thread.parentId === parentId) || !namesAll(line)
    return isNews ? { segment, parentId } : null
  }
  if (upTo === undefined) return segment > line.threadsReadTo ? { segment } : null
  if (segment <= line.readTo) return null
  // Where no thread has anything unread, a mark of the whole says the same, and counts are short again.
  return line.unreadThreads.length === 0 ? { segment } : { segment, parentId: null }
}
