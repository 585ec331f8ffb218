import type { Conversation } from '@parley/client'
import type { FeedView } from '@parley/contract'
import { mainFeed } from '@parley/domain'
import { useMay } from '../app/may.ts'
import { isOfItsPeople, nameOf } from '../app/names.ts'

interface BeginningProps {
  readonly conversation: Conversation
  readonly feed: FeedView
}

/** What stands above a feed's first message. */
export const Beginning = ({ conversation, feed }: BeginningProps) => {
  const isMain = feed.feedId === mainFeed
  const may = useMay(conversation)
  const { channel } = conversation
  return (
    <div className="beginning">
      <h3 dir="auto">{isMain ? nameOf(conversation) : feed.name}</h3>
      <p>
        {!isMain
          ? `This is where the feed begins, in ${nameOf(conversation)}.`
          : isOfItsPeople(conversation)
            ? `This is where you and ${nameOf(conversation)} begin.`
            : channel.description || 'This is where the channel begins.'}
      </p>
      {feed.lastSegment === 0 && (
        <p className="hint">
          {may('send') ? 'Nothing has been said yet. Say the first word.' : 'Nothing has been said.'}
        </p>
      )}
    </div>
  )
}
