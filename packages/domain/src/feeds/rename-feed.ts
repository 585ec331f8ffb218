import * as E from 'fp-ts/lib/Either.js'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { sameText } from '../text/as-seen.ts'
import { FeedId } from '../values/ids.ts'
import type { FeedRenamed } from './events.ts'
import { TypedFeedName } from './feed-name.ts'
import { feedKey, segmentOfKept } from './rows.ts'

/** FEED-15: an admin or owner gives a feed another name, the main one too. */
export const RenameFeed = channelCommand(
  'RenameFeed',
  { feedId: FeedId, name: TypedFeedName },
  {
    reads: (command) => [...readsOfCommand(command), feedKey(command.feedId)],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'manageFeeds')
      if (E.isLeft(entry)) return entry
      const { feedId, name } = command
      const kept = segmentOfKept(rows, entry.right.channel, feedId)
      if (E.isLeft(kept)) return kept
      if (sameText(rowAt(rows, feedKey(feedId))?.name ?? '', name)) return nothing
      return makes<FeedRenamed>({ type: 'FeedRenamed', ...factsOf(command), feedId, name })
    },
    adds: addsNobody,
  },
)
export type RenameFeed = CommandOf<typeof RenameFeed>
