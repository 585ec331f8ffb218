import type { ChannelId } from '@parley/domain'
import { useEffect } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import type { Route } from '../app/route.ts'
import { Composer } from '../composer/Composer.tsx'
import { Speaking } from '../moderation/Speaking.tsx'
import { writersOf } from '../details/words.ts'
import { useBeginning } from './use-beginning.ts'
import { Header } from './Header.tsx'
import { NotIn } from './NotIn.tsx'
import { Timeline } from './Timeline.tsx'
import { Typing } from './Typing.tsx'

interface ConversationProps {
  readonly channelId: ChannelId
  readonly route: Route
}

export const Conversation = ({ channelId, route }: ConversationProps) => {
  const client = useClient()
  const conversation = useClientState((state) => state.conversations.get(channelId))
  const timeline = useClientState((state) => state.timelines.get(channelId))
  const loaded = useClientState((state) => state.loaded)
  const isIn = conversation !== undefined
  const place = route.message?.segment ?? null
  const isOpen = timeline !== undefined
  useEffect(() => {
    if (isIn && !isOpen) void client.open(channelId, place ?? 'unread')
  }, [client, channelId, isIn, isOpen, place])
  const may = useMay(conversation)
  const begins = useBeginning(channelId, place)

  if (!loaded) return <div className="conversation" aria-busy />
  if (conversation === undefined) return <NotIn channelId={channelId} />
  const { channel } = conversation
  return (
    <section className="conversation" aria-label="Conversation">
      <Header conversation={conversation} route={route} />
      {timeline?.loaded === true && begins ? (
        <Timeline
          conversation={conversation}
          timeline={timeline}
          led={route.threadId === null ? (route.message?.messageId ?? null) : null}
        />
      ) : (
        <div className="timeline" aria-busy />
      )}
      <Typing channelId={channelId} parentId={null} />
      {channel.archived ? (
        <p className="closed">This channel is archived: it can be read, and nothing more is said.</p>
      ) : may('send') ? (
        <Speaking conversation={conversation}>
          <Composer channelId={channelId} parentId={null} />
        </Speaking>
      ) : (
        <p className="closed">Only {writersOf(channel.channelType)} write here; you are reading along.</p>
      )}
    </section>
  )
}
