import { type Conversation, feedOf, type Thread } from '@parley/client'
import { certain, Segment, type UserId } from '@parley/domain'
import { useEffect, useState } from 'react'
import { useClient, useClientState, useMe } from '../app/client-context.ts'
import { useFocused } from '../conversation/use-focused.ts'
import type { Scroll } from '../conversation/use-scroll.ts'

/**
 * Marks the replies that somebody has seen as read, up to the one that was `seen`, and gives up to where they were read
 * before: null where none was new. The line stays while one reads, and moves once more comes while one does not.
 */
export const useReadingThread = (
  { parent, replies }: Thread,
  conversation: Conversation,
  { seen, atEnd }: Pick<Scroll, 'seen' | 'atEnd'>,
): Segment | null => {
  const client = useClient()
  const { channelId } = conversation.channel
  const { feedId } = parent
  const feed = feedOf(conversation, feedId)
  const lastSegment = feed?.lastSegment
  const me = useMe()
  const looks = useFocused()
  const online = useClientState((state) => state.status === 'online')
  const { messageId: parentId } = parent
  const unread = feed?.unreadThreads.find((thread) => thread.parentId === parentId)?.unread ?? 0
  const isLastSeen = seen !== null && seen === replies.at(-1)?.messageId
  const [dividedAt, setDividedAt] = useState(() => readBefore(replies, unread, me))
  const [before, setBefore] = useState(unread)
  if (before !== unread) {
    setBefore(unread)
    if (before === 0 && !(looks && atEnd)) setDividedAt(readBefore(replies, unread, me))
  }
  const seenSegment = replies.find(({ messageId }) => messageId === seen)?.segment
  const upTo = isLastSeen ? lastSegment : seenSegment
  useEffect(() => {
    if (looks && online && unread > 0 && upTo !== undefined)
      client.markRead(channelId, { feedId, segment: upTo, parentId })
  }, [client, channelId, feedId, parentId, looks, online, unread, upTo])
  return dividedAt
}

/** Up to where replies were read, where so many of others' at their end are not. */
const readBefore = (replies: Thread['replies'], unread: number, me: UserId | null): Segment | null => {
  const others = replies.filter(({ senderId, deletedAt }) => senderId !== me && deletedAt === null)
  const first = unread === 0 ? undefined : (others.at(-unread) ?? others[0])
  return first === undefined ? null : certain(Segment, first.segment - 1)
}
