import { useCallback, useState } from 'react'
import { Conversation } from '../conversation/Conversation.tsx'
import { Nothing } from '../conversation/Nothing.tsx'
import { Details } from '../details/Details.tsx'
import { Dialogs, type Opened } from '../dialogs/Dialogs.tsx'
import { Pinned } from '../pins/Pinned.tsx'
import { Names } from '../text/Names.tsx'
import { Sidebar } from '../list/Sidebar.tsx'
import { ThreadPane } from '../thread/ThreadPane.tsx'
import { Connection } from './Connection.tsx'
import { useRoute } from './route.ts'
import { useShortcuts } from './shortcuts.ts'
import { useTitle } from './title.ts'

interface ShellProps {
  readonly onSignOut: () => void
  /** Lets somebody else use this window. */
  readonly onOther: () => void
}

/** List, conversation, and what stands beside it; on a phone one of them at a time (`data-view`). */
export const Shell = ({ onSignOut, onOther }: ShellProps) => {
  const route = useRoute()
  const [opened, setOpened] = useState<Opened>(null)
  const { channelId, threadId, details } = route
  const switchTo = useCallback(() => setOpened('switcher'), [])
  const search = useCallback(() => setOpened('search'), [])
  useShortcuts(route, switchTo, search)
  useTitle(channelId)
  const view = channelId === null ? 'list' : threadId !== null || details ? 'side' : 'conversation'
  return (
    <Names channelId={channelId}>
      <div className="shell" data-view={view}>
        <a
          className="skip"
          href="#conversation"
          onClick={(event) => {
            // The address names where one is, and stays.
            event.preventDefault()
            document.getElementById('conversation')?.focus()
          }}
        >
          Skip to the conversation
        </a>
        <Connection />
        <Sidebar current={channelId} onOpen={setOpened} onSignOut={onSignOut} onOther={onOther} />
        <Pinned channelId={channelId}>
          <main className="main" id="conversation" tabIndex={-1}>
            {channelId === null ? (
              <Nothing onOpen={setOpened} lost={route.unknown} />
            ) : (
              <Conversation key={channelId} channelId={channelId} route={route} />
            )}
          </main>
          {channelId !== null && threadId !== null && (
            <ThreadPane
              key={threadId}
              channelId={channelId}
              parentId={threadId}
              led={route.message?.messageId ?? null}
            />
          )}
          {channelId !== null && details && <Details key={channelId} channelId={channelId} />}
        </Pinned>
        <Dialogs opened={opened} onOpen={setOpened} />
      </div>
    </Names>
  )
}
