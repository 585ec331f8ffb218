import { unreadReplies } from '@parley/client'
import type { FeedView } from '@parley/contract'
import type { ChannelId } from '@parley/domain'
import { useClient } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { toThread } from '../app/route.ts'

interface UnreadThreadsProps {
  readonly channelId: ChannelId
  readonly feed: FeedView
}

/** Says how many replies of a feed are new, leads to the thread with the latest of them, and reads them all. */
export const UnreadThreads = ({ channelId, feed }: UnreadThreadsProps) => {
  const client = useClient()
  const { feedId, unreadThreads } = feed
  const [first] = unreadThreads
  if (first === undefined) return null
  return (
    <p className="unread-threads">
      <a href={toThread(channelId, first.parentId)}>
        {counted(unreadReplies(feed), 'new reply', 'new replies')} in{' '}
        {counted(unreadThreads.length, 'thread')}
      </a>
      <button type="button" className="quiet" onClick={() => client.markRead(channelId, { feedId })}>
        Mark all as read
      </button>
    </p>
  )
}
