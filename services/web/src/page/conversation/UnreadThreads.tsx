import { type Conversation, unreadReplies } from '@parley/client'
import { useClient } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { toThread } from '../app/route.ts'

/** Says how many replies are new, leads to the thread with the latest of them, and reads them all. */
export const UnreadThreads = ({ conversation }: { readonly conversation: Conversation }) => {
  const client = useClient()
  const { channelId } = conversation.channel
  const [first] = conversation.unreadThreads
  if (first === undefined) return null
  return (
    <p className="unread-threads">
      <a href={toThread(channelId, first.parentId)}>
        {counted(unreadReplies(conversation), 'new reply', 'new replies')} in{' '}
        {counted(conversation.unreadThreads.length, 'thread')}
      </a>
      <button type="button" className="quiet" onClick={() => client.markRead(channelId)}>
        Mark all as read
      </button>
    </p>
  )
}
