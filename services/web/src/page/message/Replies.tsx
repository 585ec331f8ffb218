import { feedOf, type ShownMessage } from '@parley/client'
import { useClientState } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { toThread } from '../app/route.ts'
import { shortTime } from '../app/times.ts'
import { Icon } from '../ui/Icon.tsx'

/** The way into a message's thread. */
export const Replies = ({ message }: { readonly message: ShownMessage }) => {
  const { channelId, feedId, messageId } = message
  const unread = useClientState(({ conversations }) => {
    const conversation = conversations.get(channelId)
    const feed = conversation && feedOf(conversation, feedId)
    return feed?.unreadThreads.find(({ parentId }) => parentId === messageId)?.unread ?? 0
  })
  return (
    <a className="replies" data-unread={unread > 0} href={toThread(channelId, messageId)}>
      <Icon name="reply" />
      {counted(message.replyCount, 'reply', 'replies')}
      {unread > 0 && <b className="fresh">{unread} new</b>}
      {message.lastReplyAt !== null && (
        <time dateTime={message.lastReplyAt}>last {shortTime(message.lastReplyAt)}</time>
      )}
    </a>
  )
}
