import * as t from 'io-ts'
import { SegmentByFeed } from '../feeds/segment-by-feed.ts'
import type { EventOf } from '../kit/event.ts'
import { put, remove } from '../kit/row.ts'
import { inboxEvent } from '../streams/inbox-stream.ts'
import { ChannelId, FeedId } from '../values/ids.ts'
import { Segment } from '../values/numbers.ts'
import { Timestamp } from '../values/timestamp.ts'
import { DraftText } from './draft-text.ts'
import { NotificationMode } from './notification-mode.ts'
import { idByOwnCommand, ownDone } from './own-event.ts'
import { allFeeds, draftRows, favouriteRows, notificationRows, putAwayRows } from './rows.ts'

/** Events of a person's inbox: what is theirs alone in a channel. None of it is told to anybody else. */
const own = { version: 1, upcasters: [], id: idByOwnCommand, takesBack: undefined } as const

/** A person chose what to be notified of in a channel, or in one of its feeds. `default`: they choose nothing any more. */
export const NotificationSet = inboxEvent(
  'NotificationSet',
  {
    always: {
      channelId: ChannelId,
      /** Null: all feeds that have nothing of their own. */
      feedId: t.union([FeedId, t.null]),
      mode: NotificationMode,
      /** The moment from which on it counts as not chosen; null: it stays. */
      until: t.union([Timestamp, t.null]),
    },
    perhaps: {},
  },
  {
    ...own,
    says: {},
    rows: (event) => {
      const key = notificationRows.key(event.channelId, event.feedId ?? allFeeds)
      const { mode, until } = event
      return [
        mode === 'default' ? remove(key) : put(key, { kind: 'notification', mode, until }),
        ownDone(event),
      ]
    },
  },
)
export type NotificationSet = EventOf<typeof NotificationSet>

/** A person put a conversation away, until a message comes in it. That it came back is never said, but computed. */
export const ConversationArchived = inboxEvent(
  'ConversationArchived',
  {
    always: {
      channelId: ChannelId,
      /** The last segment of each feed at that moment: a message after one of these brings it back. */
      segments: SegmentByFeed,
    },
    perhaps: {},
  },
  {
    ...own,
    says: {},
    rows: (event) => [
      put(putAwayRows.key(event.channelId), { kind: 'putAway', segments: event.segments }),
      ownDone(event),
    ],
  },
)
export type ConversationArchived = EventOf<typeof ConversationArchived>

/** A person took a conversation back that they had put away. */
export const ConversationUnarchived = inboxEvent(
  'ConversationUnarchived',
  { always: { channelId: ChannelId }, perhaps: {} },
  { ...own, says: {}, rows: (event) => [remove(putAwayRows.key(event.channelId)), ownDone(event)] },
)
export type ConversationUnarchived = EventOf<typeof ConversationUnarchived>

/** A person put a channel among their favourites, or out of them. */
export const FavouriteSet = inboxEvent(
  'FavouriteSet',
  { always: { channelId: ChannelId, favourite: t.boolean }, perhaps: {} },
  {
    ...own,
    says: {},
    rows: (event) => {
      const key = favouriteRows.key(event.channelId)
      return [event.favourite ? put(key, { kind: 'favourite' }) : remove(key), ownDone(event)]
    },
  },
)
export type FavouriteSet = EventOf<typeof FavouriteSet>

/** A person wrote something in a feed that they have not sent. An empty text: there is no draft any more. */
export const DraftSaved = inboxEvent(
  'DraftSaved',
  {
    always: {
      channelId: ChannelId,
      feedId: FeedId,
      text: DraftText,
      /** The last segment of the feed at that moment: a message of theirs after it, at the top of threads, empties it. */
      segment: Segment,
    },
    perhaps: {},
  },
  {
    ...own,
    // Nobody but who wrote it is told of it, and of an inbox nothing is told later.
    says: { text: 'stays' },
    rows: (event) => {
      const key = draftRows.key(event.channelId, event.feedId)
      const { text, segment } = event
      return [text === '' ? remove(key) : put(key, { kind: 'draft', text, segment }), ownDone(event)]
    },
  },
)
export type DraftSaved = EventOf<typeof DraftSaved>
