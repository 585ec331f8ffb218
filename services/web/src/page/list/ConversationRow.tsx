import { type Conversation, isSilent } from '@parley/client'
import { mainFeed } from '@parley/domain'
import { memo } from 'react'
import { useClientState, useMe } from '../app/client-context.ts'
import { toChannel } from '../app/route.ts'
import { shortTime } from '../app/times.ts'
import { Called } from '../people/Called.tsx'
import { useCalled, useNameOf } from '../people/called.ts'
import { useMinute } from '../personal/use-minute.ts'
import { Tile } from '../ui/Tile.tsx'
import { previewOf } from './preview.ts'

interface ConversationRowProps {
  readonly conversation: Conversation
  readonly isCurrent: boolean
  /** The one that Tab comes to; the others are reached by the arrow keys. */
  readonly isStop: boolean
}

export const ConversationRow = memo(({ conversation, isCurrent, isStop }: ConversationRowProps) => {
  const me = useMe()
  const { channel, unread, unreadMentions = 0 } = conversation
  const typists = useClientState((state) => state.typists.get(channel.channelId))
  const name = useNameOf(conversation)
  const sender = useCalled(conversation.lastMessage?.senderId ?? null)
  const silent = isSilent(conversation, useMinute())
  const { drafts } = conversation.personal
  const draft = (drafts.find(({ feedId }) => feedId === mainFeed) ?? drafts[0])?.text
  const [first] = typists ?? []
  const typing = first !== undefined && !isCurrent
  return (
    <a
      className="row"
      href={toChannel(channel.channelId)}
      aria-current={isCurrent ? 'page' : undefined}
      data-unread={unread > 0}
      data-silent={silent}
      tabIndex={isStop ? 0 : -1}
    >
      <Tile conversation={conversation} />
      <span className="row-name" dir="auto" title={conversation.withUserId ?? name}>
        {name}
      </span>
      <time dateTime={channel.lastActivityAt}>{shortTime(channel.lastActivityAt)}</time>
      <span className="row-preview" dir="auto">
        {typing ? (
          <em>{first !== undefined && <Called userId={first.userId} />} is typing…</em>
        ) : draft !== undefined && !isCurrent ? (
          <>
            <em>Draft:</em> {draft}
          </>
        ) : (
          previewOf(conversation, me, sender)
        )}
      </span>
      {unreadMentions > 0 && (
        <span className="badge mentioned" aria-label={`${unreadMentions} mention you`}>
          @
        </span>
      )}
      {unread > 0 && (
        <span className="badge" aria-label={`${unread} unread${silent ? ', silent' : ''}`}>
          {unread > 999 ? '999+' : unread}
        </span>
      )}
    </a>
  )
})
ConversationRow.displayName = 'ConversationRow'
