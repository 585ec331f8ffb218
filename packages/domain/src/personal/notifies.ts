import type { FeedId } from '../values/ids.ts'
import { holdsAt, type Lasting } from '../values/lasting.ts'
import type { Timestamp } from '../values/timestamp.ts'
import type { ChannelNotificationMode, NotificationMode } from './notification-mode.ts'

/** What somebody chose for a channel, or for one of its feeds, and until when. */
export interface Notification extends Lasting {
  /** Null: the channel, with all its feeds that have nothing of their own. */
  readonly feedId: FeedId | null
  readonly mode: NotificationMode
}

/**
 * NOTIFY-2, NOTIFY-3: what somebody is notified of in a feed at a moment. What they chose for the feed goes before what
 * they chose for the channel, and that before what the channel says; what has ended counts as not chosen.
 *
 * @example notifies('subscribe', [], mainFeed, now) // 'silent'
 */
export const notifies = (
  channel: ChannelNotificationMode,
  chosen: ReadonlyArray<Notification>,
  feedId: FeedId,
  now: Timestamp,
): Exclude<NotificationMode, 'default'> => {
  if (channel === 'silent') return 'silent'
  const stands = chosen.filter((one) => holdsAt(one, now))
  const own = stands.find((one) => one.feedId === feedId) ?? stands.find((one) => one.feedId === null)
  if (own !== undefined && own.mode !== 'default') return own.mode
  return channel === 'subscribe' ? 'silent' : 'all'
}
