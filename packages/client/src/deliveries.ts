import type { ChannelId, CommandId, FeedId, Segment, UserId } from '@parley/domain'
import type { Update, WireCommand } from '@parley/contract'
import type { Clock } from './platform/clock.ts'
import { isOfChannel } from './state/apply-updates.ts'
import type { Conversation } from './state/client-state.ts'
import { feedOf } from './state/feed.ts'
import { keyOf } from './state/key-of.ts'
import { broughtBy } from './state/message.ts'
import type { Store } from './store.ts'

type MarkDelivered = Extract<WireCommand, { readonly type: 'MarkDelivered' }>

/** Says which messages have come to this device, so that who sent them knows. */
export interface Deliveries {
  /** What came by updates. */
  readonly came: (updates: ReadonlyArray<Update>, me: UserId) => void
  /** Conversations that were loaded: what is unread in them has come. */
  readonly listed: (channelIds: ReadonlyArray<ChannelId>) => void
}

/** In larger channels nobody is told. */
const mostMembers = 100
/** Milliseconds that what comes is gathered, and for each member of the channel: all of them together say ten marks a second. */
const gathered = { atLeast: 1_000, forEach: 100 }
/** When the list is loaded it is said of so many conversations, those in which something was said last. */
const mostListed = 50

/** One mark of a feed is under way at a time; what comes meanwhile goes with the next. */
export const deliveries = (
  store: Pick<Store, 'get'>,
  clock: Clock,
  newName: () => CommandId,
  submit: (mark: MarkDelivered) => Promise<unknown>,
): Deliveries => {
  /** Feeds of which something is to be said or is being said; whether more has come since. */
  const waiting = new Map<string, boolean>()

  /** The end of a feed, where it has not been read so far and others want to know; null: nothing is to be said. */
  const endOf = (channelId: ChannelId, feedId: FeedId): Segment | null => {
    const conversation = store.get().conversations.get(channelId)
    if (conversation === undefined || isNotTold(conversation)) return null
    const feed = feedOf(conversation, feedId)
    return feed === undefined || feed.lastSegment <= feed.readTo ? null : feed.lastSegment
  }

  const run = async (key: string, channelId: ChannelId, feedId: FeedId): Promise<void> => {
    waiting.set(key, false)
    const segment = endOf(channelId, feedId)
    if (segment !== null)
      await submit({ type: 'MarkDelivered', commandId: newName(), channelId, feedId, segment })
    if (waiting.get(key) === true) later(key, channelId, feedId)
    else waiting.delete(key)
  }
  const later = (key: string, channelId: ChannelId, feedId: FeedId): void => {
    const members = store.get().conversations.get(channelId)?.channel.memberCount ?? 0
    const after = Math.max(gathered.atLeast, members * gathered.forEach)
    clock.later(after, () => void run(key, channelId, feedId))
  }
  const say = (channelId: ChannelId, feedId: FeedId): void => {
    if (endOf(channelId, feedId) === null) return
    const key = keyOf(channelId, feedId)
    const isUnderWay = waiting.has(key)
    waiting.set(key, true)
    if (!isUnderWay) later(key, channelId, feedId)
  }

  return {
    came: (updates, me) => {
      for (const update of updates.filter(isOfChannel))
        for (const { senderId, feedId } of broughtBy(update))
          if (senderId !== me) say(update.channelId, feedId)
    },
    listed: (channelIds) => {
      for (const channelId of channelIds.slice(0, mostListed))
        for (const { feedId, unread } of store.get().conversations.get(channelId)?.feeds ?? [])
          if (unread > 0) say(channelId, feedId)
    },
  }
}

/** Whether nobody is told what comes: the channel is too large, or one keeps it to oneself. */
const isNotTold = ({ channel, personal }: Conversation): boolean =>
  channel.memberCount > mostMembers || personal.receiptsKept

/** What says nothing of what has come. */
export const noDeliveries: Deliveries = { came: () => undefined, listed: () => undefined }
