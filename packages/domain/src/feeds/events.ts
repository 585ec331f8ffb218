import { type ChannelRow, channelKey, lastSegmentOf } from '../channel/rows.ts'
import { type EventOf, toWatchers } from '../kit/event.ts'
import { idByCommand } from '../kit/id-by-command.ts'
import { patch, put } from '../kit/row.ts'
import { channelEvent } from '../streams/channel-stream.ts'
import { done } from '../streams/done-rows.ts'
import { type ChannelId, FeedId } from '../values/ids.ts'
import { beforeFirst, beginsWithChannel } from './feed.ts'
import { FeedName } from './feed-name.ts'
import { feedKey } from './rows.ts'

const told = { version: 1, upcasters: [], audience: toWatchers, id: idByCommand } as const

interface OfFeed {
  readonly channelId: ChannelId
  readonly feedId: FeedId
}

/** The feed's name, which gives way to the next one. */
const nameOf = ({ channelId, feedId }: OfFeed) => [{ kind: 'feedName', channelId, feedId }] as const
const name = { of: nameOf, becomes: 'latest' } as const

/** The channel with a feed at its beginning. */
const withFeed = (row: ChannelRow, feedId: FeedId): ChannelRow => ({
  ...row,
  lastSegments: { ...row.lastSegments, [feedId]: beforeFirst },
  feedsEver: row.feedsEver + (lastSegmentOf(row, feedId) === undefined ? 1 : 0),
})

/** The channel without a feed. */
const withoutFeed = (row: ChannelRow, feedId: FeedId): ChannelRow => {
  const { [feedId]: _gone, ...lastSegments } = row.lastSegments
  return { ...row, lastSegments }
}

/** A feed began, or the one that begins with the channel got its name. */
export const FeedCreated = channelEvent(
  'FeedCreated',
  { feedId: FeedId, name: FeedName },
  {
    ...told,
    says: { name },
    takesBack: undefined,
    rows: (event) => [
      patch(channelKey, (row) => (beginsWithChannel(event.feedId) ? row : withFeed(row, event.feedId))),
      put(feedKey(event.feedId), { kind: 'feed', name: event.name, deleted: false }),
      done(event),
    ],
  },
)
export type FeedCreated = EventOf<typeof FeedCreated>

/** A feed got another name. */
export const FeedRenamed = channelEvent(
  'FeedRenamed',
  { feedId: FeedId, name: FeedName },
  {
    ...told,
    says: { name },
    takesBack: ({ channelId, feedId, name: instead }) => [{ kind: 'feedName', channelId, feedId, instead }],
    rows: (event) => [patch(feedKey(event.feedId), (row) => ({ ...row, name: event.name })), done(event)],
  },
)
export type FeedRenamed = EventOf<typeof FeedRenamed>

/** A feed was deleted for good, with all that was said in it. */
export const FeedDeleted = channelEvent(
  'FeedDeleted',
  { feedId: FeedId },
  {
    ...told,
    says: {},
    takesBack: ({ channelId, feedId }) => [{ kind: 'feed', channelId, feedId }],
    rows: (event) => [
      patch(channelKey, (row) => withoutFeed(row, event.feedId)),
      patch(feedKey(event.feedId), (row) => ({ ...row, deleted: true })),
      done(event),
    ],
  },
)
export type FeedDeleted = EventOf<typeof FeedDeleted>
