import type { ChannelId, MessageId } from '@parley/domain'
import { useEffect, useRef } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { go, toChannel } from '../app/route.ts'
import { Composer } from '../composer/Composer.tsx'
import { Typing } from '../conversation/Typing.tsx'
import { Speaking } from '../moderation/Speaking.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { useFocusBack } from '../ui/use-focus-back.ts'
import { Replies } from './Replies.tsx'
import { useThread } from './use-thread.ts'
import { NameOf } from '../people/Called.tsx'

interface ThreadPaneProps {
  readonly channelId: ChannelId
  readonly parentId: MessageId
  /** The reply to which the address leads. */
  readonly led: MessageId | null
}

/** A message and its replies. */
export const ThreadPane = ({ channelId, parentId, led }: ThreadPaneProps) => {
  const client = useClient()
  const conversation = useClientState((state) => state.conversations.get(channelId))
  const may = useMay(conversation)
  const { thread, problem } = useThread(channelId, parentId)
  const pane = useRef<HTMLElement>(null)
  useFocusBack(pane, `[data-message="${parentId}"]`)
  // Where it is shut, the SDK need not follow it any longer.
  useEffect(() => () => client.shutThread(channelId, parentId), [client, channelId, parentId])
  if (conversation === undefined) return null
  const isOpen = thread !== undefined && may('reply') && thread.parent.body !== null
  return (
    <aside className="side thread" aria-label="Thread" ref={pane}>
      <header className="bar">
        <div className="bar-words">
          <h2>Thread</h2>
          <p dir="auto">
            <NameOf conversation={conversation} />
          </p>
        </div>
        <IconButton icon="close" label="Close thread" onClick={() => go(toChannel(channelId))} />
      </header>
      {thread === undefined ? (
        <div className="timeline" aria-busy={problem === null}>
          {problem !== null && (
            <p className="closed" role="alert">
              {problem}
            </p>
          )}
        </div>
      ) : (
        <Replies thread={thread} conversation={conversation} led={led} />
      )}
      {thread !== undefined && (
        <Typing channelId={channelId} feedId={thread.parent.feedId} parentId={parentId} />
      )}
      {isOpen && (
        <Speaking conversation={conversation}>
          <Composer channelId={channelId} feedId={thread.parent.feedId} parentId={parentId} />
        </Speaking>
      )}
    </aside>
  )
}
