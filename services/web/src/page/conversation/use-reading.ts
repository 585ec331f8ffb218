import type { Conversation } from '@parley/client'
import type { Segment } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'

/**
 * Marks what is shown as read while somebody reads, and gives up to where it was read before: new messages are set
 * off from there. The line stays while one reads, and moves once more comes while one does not.
 */
export const useReading = (
  { channel: { channelId, lastSegment }, readTo, unread }: Conversation,
  isRead: boolean,
): Segment | null => {
  const client = useClient()
  const online = useClientState((state) => state.status === 'online')
  const [dividedAt, setDividedAt] = useState<Segment | null>(unread > 0 ? readTo : null)
  const hasUnread = unread > 0
  const [before, setBefore] = useState(hasUnread)
  if (before !== hasUnread) {
    setBefore(hasUnread)
    if (hasUnread && !isRead) setDividedAt(readTo)
  }
  useEffect(() => {
    if (isRead && online && readTo < lastSegment) client.markRead(channelId)
  }, [client, channelId, isRead, online, readTo, lastSegment])
  return dividedAt
}
