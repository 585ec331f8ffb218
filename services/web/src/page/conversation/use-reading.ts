import { seenTo, unreadReplies } from '@parley/client'
import type { FeedView } from '@parley/contract'
import type { ChannelId, Segment } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/** What somebody has before their eyes. */
export interface InSight {
  /** Whether they look at all. */
  readonly looks: boolean
  /** Whether they were at the end of the feed, and so go along with what comes. */
  readonly atEnd: boolean
  /** The newest message that was in view; null before one was. */
  readonly segment: Segment | null
}

/**
 * Marks what somebody has seen as read, and gives up to where it was read before: new messages are set off from
 * there. The line stays while one reads, and moves once more comes while one does not.
 */
export const useReading = (
  channelId: ChannelId,
  feed: FeedView,
  { looks, atEnd, segment }: InSight,
): Segment | null => {
  const client = useClient()
  const online = useClientState((state) => state.status === 'online')
  const { feedId, readTo, lastSegment } = feed
  const [read, setRead] = useState(readTo)
  const known = read > readTo ? read : readTo
  // Replies are new in their threads.
  const hasUnread = feed.unread > unreadReplies(feed) && known < lastSegment
  const [dividedAt, setDividedAt] = useState<Segment | null>(hasUnread ? seenTo(feed) : null)
  const [before, setBefore] = useState(hasUnread)
  if (before !== hasUnread) {
    setBefore(hasUnread)
    if (hasUnread && !(looks && atEnd)) setDividedAt(known > seenTo(feed) ? known : seenTo(feed))
  }
  if (looks && online && segment !== null && segment > known) setRead(segment)
  useEffect(() => {
    if (online && read > readTo) client.markRead(channelId, { feedId, segment: read })
  }, [client, channelId, feedId, online, read, readTo])
  return dividedAt
}
