import { beforeFirst, type ChannelId, mainFeed, type Segment, type UserId } from '@parley/domain'
import type { FeedView, Update } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import type { Connection } from './connection/connection.ts'
import { isLeft, right } from './either.ts'
import { askHistory, type QueryFailure } from './queries.ts'
import { isOfChannel } from './state/apply-updates.ts'
import { seenTo } from './state/client-state.ts'
import { feedOf } from './state/feed.ts'
import { foldMessages, type ShownMessage } from './state/message.ts'
import { atFeed, type TimelineTarget, type Timeline, withinBounds, withRoots } from './state/timeline.ts'
import type { Store } from './store.ts'

/** Moves and extends the range of its messages that is loaded of a channel, over one connection. */
export interface LoadedRange {
  /** Loads the range that the timeline seeks; where it seeks another by then, that one. */
  readonly seek: (channelId: ChannelId) => Promise<Either<QueryFailure, void>>
  /** Loads the page before the first message that is shown, or the one after the last. */
  readonly load: (channelId: ChannelId, end: 'earlier' | 'later') => Promise<void>
}

/** A part of a feed's history, in order, and whether there is more on either side. */
type Part = Pick<Timeline, 'feedId' | 'messages' | 'more' | 'later'>

export const loadedRange = (connection: Connection, store: Store, me: UserId): LoadedRange => {
  /** A part after the updates that came while it was asked for; with what was sent since, where it goes to the end. */
  const caughtUp = (part: Part, meanwhile: ReadonlyArray<Update>): Part => {
    const messages = meanwhile.filter(isOfChannel).reduce((all, update) => {
      const folded = foldMessages(all, update, me)
      return part.later ? folded : withRoots(folded, update, part.feedId)
    }, part.messages)
    return { ...part, messages }
  }

  const seek: LoadedRange['seek'] = async (channelId) => {
    const before = store.timelineOf(channelId)
    if (before?.loaded !== true || before.seeking === null) return right(undefined)
    const { seeking, feedId } = before
    const recorded = store.record(channelId)
    const feed = feedIn(store, channelId, before)
    const answer = await askPart(connection, channelId, before, feed, seeking)
    const meanwhile = recorded()
    const now = store.timelineOf(channelId)
    const isSame = now?.feedId === feedId && now.seeking === seeking
    if (isLeft(answer)) {
      // A feed that is gone, and whatever else is not to be seen of it, is left for the main one.
      if (answer.left._tag === 'Rejected' && isSame && feedId !== mainFeed) {
        store.setTimeline(channelId, () => atFeed(mainFeed, 'latest'))
        return seek(channelId)
      }
      // What the rules do not let one see is not sought any longer; another connection seeks on.
      if (answer.left._tag === 'Rejected' && isSame) store.setTimeline(channelId, () => ({ seeking: null }))
      return answer
    }
    // What a snapshot brought meanwhile no update has told, and somebody may look elsewhere by now, or nowhere.
    if (now?.begunAt !== before.begunAt || !isSame) return seek(channelId)
    store.setTimeline(channelId, () => ({ ...caughtUp(answer.right, meanwhile), seeking: null }))
    return right(undefined)
  }

  const load: LoadedRange['load'] = async (channelId, end) => {
    const before = store.timelineOf(channelId)
    if (before?.loaded !== true || before.seeking !== null) return
    const edge = edgeOf(before, end)
    if (edge === undefined || !(end === 'earlier' ? before.more : before.later)) return
    const beside = end === 'earlier' ? { before: edge.segment } : { after: edge.segment }
    const recorded = store.record(channelId)
    const answer = await askHistory(connection, channelId, before.feedId, beside)
    const meanwhile = recorded()
    if (isLeft(answer)) return
    const now = store.timelineOf(channelId)
    // Somebody else has loaded it meanwhile, or the channel was shut, begun anew or moved.
    if (now?.begunAt !== before.begunAt || edgeOf(now, end)?.messageId !== edge.messageId) return
    const { messages, more } = answer.right
    store.setTimeline(channelId, (shown) => {
      if (end === 'later') {
        const part = { ...shown, messages: [...shown.messages, ...messages], later: more }
        return withinBounds(caughtUp(part, meanwhile), 'earlier')
      }
      // Nothing is sent to the end of a page that has what is shown after it.
      const page = caughtUp({ feedId: shown.feedId, messages, more, later: true }, meanwhile)
      const part = { messages: [...page.messages, ...shown.messages], more, later: shown.later }
      return withinBounds(part, 'later')
    })
  }

  return { seek, load }
}

const edgeOf = ({ messages }: Timeline, end: 'earlier' | 'later'): ShownMessage | undefined =>
  messages.at(end === 'earlier' ? 0 : -1)

const askPart = async (
  connection: Connection,
  channelId: ChannelId,
  { feedId }: Pick<Timeline, 'feedId'>,
  feed: FeedView | undefined,
  target: TimelineTarget,
): Promise<Either<QueryFailure, Part>> => {
  if (target === 'latest') {
    const page = await askHistory(connection, channelId, feedId, {})
    return isLeft(page) ? page : right({ ...page.right, feedId, later: false })
  }
  const segment = target !== 'unread' ? target : feed === undefined ? beforeFirst : seenTo(feed)
  const [before, after] = await Promise.all([
    askHistory(connection, channelId, feedId, { before: (segment + 1) as Segment }),
    askHistory(connection, channelId, feedId, { after: segment }),
  ])
  if (isLeft(before)) return before
  if (isLeft(after)) return after
  return right({
    feedId,
    messages: [...before.right.messages, ...after.right.messages],
    more: before.right.more,
    later: after.right.more,
  })
}

/** The feed that a timeline shows, where its conversation names it. */
export const feedIn = (
  { get }: Pick<Store, 'get'>,
  channelId: ChannelId,
  { feedId }: Pick<Timeline, 'feedId'>,
): FeedView | undefined => {
  const conversation = get().conversations.get(channelId)
  return conversation && feedOf(conversation, feedId)
}

/** Whether a target is within the loaded range, with something on either side of it or an end of the feed. */
export const isShown = (
  {
    loaded,
    seeking,
    messages,
    more,
    later,
  }: Pick<Timeline, 'loaded' | 'seeking' | 'messages' | 'more' | 'later'>,
  feed: FeedView | undefined,
  target: TimelineTarget,
): boolean => {
  if (!loaded || seeking !== null) return false
  const segment =
    target !== 'unread' ? target : feed === undefined || feed.unread === 0 ? 'latest' : seenTo(feed)
  if (segment === 'latest') return !later
  const first = messages[0]?.segment ?? Infinity
  const last = messages.at(-1)?.segment ?? 0
  return (!more || first <= segment) && (!later || segment < last)
}
