import * as E from 'fp-ts/lib/Either.js'
import { enter, readsOfCommand } from '../channel/entry.ts'
import { type ChannelRow, lastSegmentOf } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { FeedId } from '../values/ids.ts'
import { maxFeeds, maxFeedsEver } from './bounds.ts'
import type { FeedCreated } from './events.ts'
import { TypedFeedName } from './feed-name.ts'
import type { FeedRejection } from './rejections.ts'
import { feedKey } from './rows.ts'

/** FEED-17: what keeps one more feed from a channel; undefined where there is room. */
const tooMany = ({ lastSegments, feedsEver }: ChannelRow) => {
  if (Object.keys(lastSegments).length >= maxFeeds)
    return rejects<FeedRejection>({ _tag: 'TooManyFeeds', of: 'standing', most: maxFeeds })
  return feedsEver < maxFeedsEver
    ? undefined
    : rejects<FeedRejection>({ _tag: 'TooManyFeeds', of: 'created', most: maxFeedsEver })
}

/** FEED-14, FEED-17: an admin or owner begins a further feed, under an id that the channel has never had. */
export const CreateFeed = channelCommand(
  'CreateFeed',
  { feedId: FeedId, name: TypedFeedName },
  {
    reads: (command) => [...readsOfCommand(command), feedKey(command.feedId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'manageFeeds')
      if (E.isLeft(entry)) return entry
      const { feedId, name } = command
      const { channel } = entry.right
      if (lastSegmentOf(channel, feedId) !== undefined)
        return rejects<FeedRejection>({ _tag: 'FeedExists', feedId })
      if (rowAt(rows, feedKey(feedId)) !== undefined)
        return rejects<FeedRejection>({ _tag: 'FeedIsDeleted', feedId })
      return (
        tooMany(channel) ?? makes<FeedCreated>({ type: 'FeedCreated', ...factsOf(command), feedId, name })
      )
    },
    adds: addsNobody,
  },
)
export type CreateFeed = CommandOf<typeof CreateFeed>
