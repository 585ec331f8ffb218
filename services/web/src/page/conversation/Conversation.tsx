import { feedOf } from '@parley/client'
import { type ChannelId, type FeedId, mainFeed } from '@parley/domain'
import { useEffect } from 'react'
import { useClient, useClientState } from '../app/client-context.ts'
import { useMay } from '../app/may.ts'
import { go, type Route, toChannel } from '../app/route.ts'
import { Composer } from '../composer/Composer.tsx'
import { Speaking } from '../moderation/Speaking.tsx'
import { writersOf } from '../details/words.ts'
import { Feeds } from '../feeds/Feeds.tsx'
import { useFeedGone } from '../feeds/use-feed-gone.ts'
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
  const feedId = timeline?.feedId ?? mainFeed
  const feed = conversation && feedOf(conversation, feedId)
  const ledTo = route.message?.feedId ?? mainFeed
  useEffect(() => {
    // What one is led to may be in another feed than the one that is shown.
    if (isIn && (!isOpen || place !== null)) void client.open(channelId, place ?? 'unread', ledTo)
  }, [client, channelId, isIn, isOpen, place, ledTo])
  useFeedGone(conversation, feed)
  const may = useMay(conversation)
  const begins = useBeginning(channelId, place)

  if (!loaded) return <div className="conversation" aria-busy />
  if (conversation === undefined) return <NotIn channelId={channelId} />
  const { channel } = conversation
  const openFeed = (other: FeedId): void => {
    // The address leads to a message no longer.
    if (route.message !== null && route.threadId === null) go(toChannel(channelId))
    void client.open(channelId, 'unread', other)
  }
  const isHere = timeline?.loaded === true && (timeline.seeking === null || timeline.messages.length > 0)
  return (
    <section className="conversation" aria-label="Conversation">
      <Header conversation={conversation} route={route} />
      <Feeds conversation={conversation} feedId={feedId} onOpen={openFeed} />
      {isHere && begins && feed !== undefined ? (
        <Timeline
          key={feedId}
          conversation={conversation}
          feed={feed}
          timeline={timeline}
          led={route.threadId === null ? (route.message?.messageId ?? null) : null}
        />
      ) : (
        <div className="timeline" aria-busy />
      )}
      <Typing channelId={channelId} feedId={feedId} parentId={null} />
      {channel.archived ? (
        <p className="closed">This channel is archived: it can be read, and nothing more is said.</p>
      ) : may('send') ? (
        <Speaking conversation={conversation}>
          <Composer key={feedId} channelId={channelId} feedId={feedId} parentId={null} />
        </Speaking>
      ) : (
        <p className="closed">Only {writersOf(channel.channelType)} write here; you are reading along.</p>
      )}
    </section>
  )
}
