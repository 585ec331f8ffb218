import { DraftText, FeedId, NotificationMode, Segment, SegmentByFeed, Timestamp } from '@parley/domain'
import * as t from 'io-ts'

/** What somebody chose to be notified of; with null, in all feeds that have nothing of their own. */
const NotificationView = t.strict(
  { feedId: t.union([FeedId, t.null]), mode: NotificationMode, until: t.union([Timestamp, t.null]) },
  'NotificationView',
)

/** What somebody writes in a feed, and the last segment of that when it was kept. */
export const DraftView = t.strict(
  { feedId: FeedId, text: DraftText, segment: Segment, savedAt: Timestamp },
  'DraftView',
)
export type DraftView = t.TypeOf<typeof DraftView>

/** What is one person's alone in a channel: nobody else is shown any of it. */
export const PersonalView = t.strict(
  {
    /** One for a feed at most; one whose end has come counts as not chosen. */
    notifications: t.array(NotificationView),
    /** Where they put it away: the last segment of each feed then. A message after one of them brings it back. */
    putAway: t.union([SegmentByFeed, t.null]),
    favourite: t.boolean,
    /** Whether they keep to themselves what they have read. */
    receiptsKept: t.boolean,
    /** One for a feed at most, without those that were emptied by sending. */
    drafts: t.array(DraftView),
  },
  'PersonalView',
)
export type PersonalView = t.TypeOf<typeof PersonalView>

/** Of a channel of which somebody keeps nothing for themselves. */
export const nothingPersonal: PersonalView = {
  notifications: [],
  putAway: null,
  favourite: false,
  receiptsKept: false,
  drafts: [],
}
