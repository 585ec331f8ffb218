import { isPutAway as isAway, type FeedId, notifies, type Timestamp } from '@parley/domain'
import type { Change } from '@parley/contract'
import type { Conversation } from './client-state.ts'
import { feedOf } from './feed.ts'
import type { ShownMessage } from './message.ts'

type Personal = Conversation['personal']

/** A conversation after a change; `asks`: what is left to be known of it has to be asked for. */
export interface AfterOwn {
  readonly conversation: Conversation
  readonly asks: boolean
}

interface OfFeed {
  readonly feedId: FeedId | null
}

/** A list with something else of a feed, in the order of feeds, or with nothing of it. */
const withOne = <A extends OfFeed>(all: ReadonlyArray<A>, feedId: A['feedId'], one?: A): Array<A> =>
  [...all.filter((other) => other.feedId !== feedId), ...(one ? [one] : [])].toSorted((a, b) =>
    (a.feedId ?? '') < (b.feedId ?? '') ? -1 : 1,
  )

/** A conversation after a change of what is one's own there; of rows that are not, it is the same. */
export const afterOwn = (conversation: Conversation, change: Change): AfterOwn => {
  const after = (personal: Partial<Personal>, asks = false): AfterOwn => ({
    conversation: { ...conversation, personal: { ...conversation.personal, ...personal } },
    asks,
  })
  const { notifications, drafts } = conversation.personal
  if (change.row === 'putAway') return after({ putAway: change.put?.segments ?? null })
  if (change.row === 'favourite') return after({ favourite: change.put !== undefined })
  if (change.row === 'receiptsKept') return after({ receiptsKept: change.put !== undefined })
  if (change.row === 'notification') {
    const { feedId, put } = change
    const one = put && { feedId, until: null, ...put }
    return after({ notifications: withOne(notifications, feedId, one) })
  }
  if (change.row !== 'draft') return { conversation, asks: false }
  const { feedId, put } = change
  // What was said in the feed since it was kept may have been one's own, which empties it.
  const isOld = put !== undefined && put.segment < (feedOf(conversation, feedId)?.lastSegment ?? 0)
  return after({ drafts: withOne(drafts, feedId, put && { feedId, ...put }) }, isOld)
}

/** A conversation after one has sent a message: that empties the draft of its feed. */
export const afterSending = (conversation: Conversation, { feedId, segment, parentId }: ShownMessage) => {
  const { personal } = conversation
  const isEmptied = (draft: Personal['drafts'][number]): boolean =>
    parentId === null && draft.feedId === feedId && draft.segment < segment
  if (!personal.drafts.some(isEmptied)) return conversation
  return {
    ...conversation,
    personal: { ...personal, drafts: personal.drafts.filter((one) => !isEmptied(one)) },
  }
}

/** Whether one has put a conversation away and nothing was said in it since. */
export const isPutAway = ({ personal, feeds }: Pick<Conversation, 'personal' | 'feeds'>): boolean =>
  isAway(personal.putAway, feeds)

const modeOf = ({ channel, personal }: Conversation, feedId: FeedId, now: Date) =>
  notifies(channel.notification, personal.notifications, feedId, now.toISOString() as Timestamp)

/**
 * How many messages are unread in those feeds of these conversations of whose messages one wants to be notified; of a
 * feed of whose mentions alone one wants to be, how many mention one. What a conversation itself says of what is unread
 * stays as it is.
 *
 * @param now The moment for which it is: what was chosen until a moment ends then.
 * @example document.title = `(${badge(client.state().conversations.values())}) Parley`
 */
export const badge = (conversations: Iterable<Conversation>, now = new Date()): number => {
  let sum = 0
  for (const one of conversations)
    for (const { feedId, unread, unreadMentions = 0 } of one.feeds)
      if (unread > 0) sum += { all: unread, mentions: unreadMentions, silent: 0 }[modeOf(one, feedId, now)]
  return sum
}

/** Whether nobody wants to be notified of what is said in the main feed of a conversation, or of mentions alone. */
export const isSilent = (one: Conversation, now = new Date()): boolean => {
  const [main] = one.feeds
  return main !== undefined && modeOf(one, main.feedId, now) !== 'all'
}
