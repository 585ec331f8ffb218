import * as E from 'fp-ts/lib/Either.js'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { FeedId } from '../values/ids.ts'
import type { FeedDeleted } from './events.ts'
import { beginsWithChannel } from './feed.ts'
import type { FeedRejection } from './rejections.ts'
import { readsOfFeed, segmentOfKept } from './rows.ts'

/** FEED-16: an admin or owner deletes a feed with all that was said in it; the main one stays. */
export const DeleteFeed = channelCommand(
  'DeleteFeed',
  { feedId: FeedId },
  {
    reads: (command) => [...readsOfCommand(command), ...readsOfFeed(command.feedId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'manageFeeds')
      if (E.isLeft(entry)) return entry
      const { feedId } = command
      if (beginsWithChannel(feedId)) return rejects<FeedRejection>({ _tag: 'MainFeedStays' })
      const kept = segmentOfKept(rows, entry.right.channel, feedId)
      // Deleted is deleted, whoever did it.
      if (E.isLeft(kept)) return kept.left._tag === 'FeedIsDeleted' ? nothing : kept
      return makes<FeedDeleted>({ type: 'FeedDeleted', ...factsOf(command), feedId })
    },
    adds: addsNobody,
  },
)
export type DeleteFeed = CommandOf<typeof DeleteFeed>
