import {
  type FeedId,
  mainFeed,
  type MessageId,
  type Revision,
  type Segment,
  type UserId,
} from '@parley/domain'
import type { Change, ChangeOf, Update } from '@parley/contract'
import { withEntry } from './persistent-map.ts'
import { broughtBy, foldMessage, foldMessages, type ShownMessage } from './message.ts'
import { foldReceipts, type Receipts } from './receipts.ts'
import { foldRoster, type Roster } from './roster.ts'

/** A thread that is open: all of it, in order. */
export interface Thread {
  readonly parent: ShownMessage
  readonly replies: ReadonlyArray<ShownMessage>
}

/** Where to look in a channel: at its end, where what is unread begins, or around a segment. */
export type TimelineTarget = 'latest' | 'unread' | Segment

/** What is loaded of a channel that is open: one range of one of its feeds, without holes, and its open threads. */
export interface Timeline {
  /** False until the first messages have come. */
  readonly loaded: boolean
  /** The last update that this has taken in: after a lost connection it is followed from there. */
  readonly revision: Revision
  /** The revision of the snapshot that it began with. */
  readonly begunAt: Revision
  /** The feed that is looked at. */
  readonly feedId: FeedId
  /** At the top of threads, by segment. */
  readonly messages: ReadonlyArray<ShownMessage>
  /** Whether there are earlier ones. */
  readonly more: boolean
  /** Whether there are later ones: what is sent is then not shown here before these are loaded. */
  readonly later: boolean
  /** Where the range is to be, while that is being loaded; what is shown until then may be old. */
  readonly seeking: TimelineTarget | null
  readonly threads: ReadonlyMap<MessageId, Thread>
  /** Threads that a snapshot has shut, until they are loaded again. */
  readonly reopening: ReadonlySet<MessageId>
  /** Its members, as far as they were asked for; null where they were not, or not since a snapshot. */
  readonly roster: Roster | null
  /** What its members let the others know of their reading. */
  readonly receipts: Receipts
}

/** A channel that was just opened. */
export const emptyTimeline: Timeline = {
  loaded: false,
  revision: 0 as Revision,
  begunAt: 0 as Revision,
  feedId: mainFeed,
  messages: [],
  more: true,
  later: false,
  seeking: null,
  threads: new Map(),
  reopening: new Set(),
  roster: null,
  receipts: new Map(),
}

/** What shows a feed of which nothing is loaded yet. What comes is not shown before its range is there. */
export const atFeed = (
  feedId: FeedId,
  seeking: TimelineTarget,
): Pick<Timeline, 'feedId' | 'messages' | 'more' | 'later' | 'seeking'> => ({
  feedId,
  messages: [],
  more: true,
  later: true,
  seeking,
})

/** What becomes of open threads and members that may have changed: they are shut, and asking again is short. */
export const withoutThreads = ({
  threads,
  reopening,
}: Timeline): Pick<Timeline, 'threads' | 'reopening' | 'roster'> => ({
  threads: new Map(),
  reopening: new Set([...reopening, ...threads.keys()]),
  roster: null,
})

/** A timeline after the next update of its channel; any other changes nothing. */
export const foldTimeline = (timeline: Timeline, update: Update, me: UserId): Timeline => {
  if (!timeline.loaded || update.revision !== timeline.revision + 1) return timeline
  const gone = update.changes.find(isEndOfFeed)?.feedId
  if (gone !== undefined) return { ...withoutFeedOf(timeline, gone), revision: update.revision }
  const messages = foldMessages(timeline.messages, update, me)
  const next = {
    ...timeline,
    revision: update.revision,
    threads: [...timeline.threads].reduce<Timeline['threads']>(
      (all, [id, thread]) => withEntry(all, id, foldThread(thread, update, me)),
      timeline.threads,
    ),
    roster: timeline.roster === null ? null : foldRoster(timeline.roster, update),
    receipts: foldReceipts(timeline.receipts, update),
    messages: timeline.later ? messages : withRoots(messages, update, timeline.feedId),
  }
  // Whoever follows what comes does not notice what goes at the other end, and each message does not move all others.
  return next.messages.length > 2 * mostShown ? withinBounds(next, 'earlier') : next
}

const isEndOfFeed = (change: Change): change is ChangeOf<'feed'> =>
  change.row === 'feed' && Boolean(change.patch?.deletedAt)

/** A timeline once a feed was deleted: of that it shows nothing, and whoever looked at it looks at the main one. */
const withoutFeedOf = (timeline: Timeline, feedId: FeedId): Timeline => {
  const threads = [...timeline.threads].filter(([, { parent }]) => parent.feedId !== feedId)
  const next = { ...timeline, threads: new Map(threads) }
  return timeline.feedId === feedId ? { ...next, ...atFeed(mainFeed, 'latest') } : next
}

/** So many messages of a channel are held at the most, after a page was loaded; and twice as many where they come. */
export const mostShown = 1_000

/** A range without what is over its bound at one end, which is loaded again when somebody goes there. */
export const withinBounds = <S extends Pick<Timeline, 'messages' | 'more' | 'later'>>(
  range: S,
  end: 'earlier' | 'later',
): S => {
  const { messages } = range
  if (messages.length <= mostShown) return range
  return end === 'earlier'
    ? { ...range, messages: messages.slice(-mostShown), more: true }
    : { ...range, messages: messages.slice(0, mostShown), later: true }
}

/** Messages of a feed with those at their end that an update brings to the top of its threads. */
export const withRoots = (
  messages: ReadonlyArray<ShownMessage>,
  update: Update,
  feedId: FeedId,
): ReadonlyArray<ShownMessage> =>
  broughtBy(update)
    .filter((message) => message.parentId === null && message.feedId === feedId)
    .reduce(append, messages)

/** A thread after an update of its channel. */
export const foldThread = (thread: Thread, update: Update, me: UserId): Thread => {
  const all = broughtBy(update)
    .filter(({ parentId }) => parentId === thread.parent.messageId)
    .reduce(append, foldMessages(thread.replies, update, me))
  const parent = foldMessage(thread.parent, update, me)
  return parent === thread.parent && all === thread.replies ? thread : { parent, replies: all }
}

/** Messages with one more at their end. Segments only grow: a message that does not come after the last is there already. */
const append = (messages: ReadonlyArray<ShownMessage>, message: ShownMessage): ReadonlyArray<ShownMessage> =>
  message.segment > (messages.at(-1)?.segment ?? 0) ? [...messages, message] : messages
