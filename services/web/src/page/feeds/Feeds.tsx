import type { Conversation } from '@parley/client'
import type { FeedView } from '@parley/contract'
import { type FeedId, mainFeed } from '@parley/domain'
import { useEffect, useRef, useState } from 'react'
import { useMay } from '../app/may.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { FeedDialog } from './FeedDialog.tsx'

interface FeedsProps {
  readonly conversation: Conversation
  /** The feed that is shown. */
  readonly feedId: FeedId
  readonly onOpen: (feedId: FeedId) => void
}

/** The feeds of a channel that has several, each with how much is unread in it; whoever may changes them here. */
export const Feeds = ({ conversation, feedId, onOpen }: FeedsProps) => {
  const may = useMay(conversation)
  const [opened, setOpened] = useState<FeedView | 'new' | null>(null)
  const { channel, feeds } = conversation
  const shown = feeds.find((feed) => feed.feedId === feedId)
  if (feeds.length < 2) return null
  return (
    <nav className="feeds" aria-label="Feeds">
      <ul>
        {feeds.map((feed) => (
          <li key={feed.feedId}>
            <Tab feed={feed} isShown={feed === shown} onOpen={() => onOpen(feed.feedId)} />
          </li>
        ))}
      </ul>
      {may('manageFeeds') && (
        <>
          {shown !== undefined && (
            <IconButton
              icon="edit"
              label={shown.feedId === mainFeed ? 'Rename this feed' : 'Rename or delete this feed'}
              onClick={() => setOpened(shown)}
            />
          )}
          <IconButton icon="plus" label="New feed" onClick={() => setOpened('new')} />
        </>
      )}
      {opened !== null && (
        <FeedDialog
          channelId={channel.channelId}
          feed={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </nav>
  )
}

interface TabProps {
  readonly feed: FeedView
  readonly isShown: boolean
  readonly onOpen: () => void
}

const Tab = ({ feed: { name, unread, unreadMentions = 0 }, isShown, onOpen }: TabProps) => {
  const tab = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isShown) tab.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [isShown])
  return (
    <button ref={tab} type="button" className="feed" aria-current={isShown} title={name} onClick={onOpen}>
      <bdi>{name}</bdi>
      {unreadMentions > 0 && (
        <span className="badge mentioned" aria-label={`${unreadMentions} mention you`}>
          @
        </span>
      )}
      {unread > 0 && (
        <span className="badge" aria-label={`${unread} unread`}>
          {unread > 999 ? '999+' : unread}
        </span>
      )}
    </button>
  )
}
