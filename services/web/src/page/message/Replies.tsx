import type { ShownMessage } from '@parley/client'
import { counted } from '../app/names.ts'
import { toThread } from '../app/route.ts'
import { shortTime } from '../app/times.ts'
import { Icon } from '../ui/Icon.tsx'

/** The way into a message's thread. */
export const Replies = ({ message }: { readonly message: ShownMessage }) => (
  <a className="replies" href={toThread(message.channelId, message.messageId)}>
    <Icon name="reply" />
    {counted(message.replyCount, 'reply', 'replies')}
    {message.lastReplyAt !== null && (
      <time dateTime={message.lastReplyAt}>last {shortTime(message.lastReplyAt)}</time>
    )}
  </a>
)
