import { channelKey } from '../channel/rows.ts'
import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch } from '../kit/row.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { FeedId } from '../values/ids.ts'
import { beforeFirst, beginsWithChannel } from './feed.ts'
import { FeedName } from './feed-name.ts'

/** A feed began, or the one that begins with the channel got its name. */
export const FeedCreated = channelEvent(
  'FeedCreated',
  { feedId: FeedId, name: FeedName },
  {
    version: 1,
    upcasters: [],
    audience: toWatchers,
    id: idByCommand,
    // No event gives a feed another name.
    says: { name: 'stays' },
    takesBack: undefined,
    rows: (event) => [
      patch(channelKey, (row) =>
        beginsWithChannel(event.feedId)
          ? row
          : { ...row, lastSegments: { ...row.lastSegments, [event.feedId]: beforeFirst } },
      ),
      done(event),
    ],
  },
)
export type FeedCreated = EventOf<typeof FeedCreated>
