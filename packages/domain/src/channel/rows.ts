import type { SegmentByFeed } from '../feeds/segment-by-feed.ts'
import { segmentIn } from '../feeds/segment-in.ts'
import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { ChannelNotificationMode } from '../personal/notification-mode.ts'
import type { FeedId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { ChannelType } from './channel-facts.ts'

/** What decisions need to know of the channel itself. */
export interface ChannelRow {
  readonly kind: 'channel'
  readonly channelType: ChannelType
  readonly name: string | null
  readonly description: string
  readonly archived: boolean
  /** It is there no more; its row says so until its stream goes. */
  readonly deleted: boolean
  /** The last segment of each feed that stands; one that is not there was deleted or never was. */
  readonly lastSegments: SegmentByFeed
  /** How many feeds it ever had, deleted ones too. */
  readonly feedsEver: number
  readonly owners: number
  readonly members: number
  /** Of what it notifies its members. */
  readonly notification: ChannelNotificationMode
}

export const channelRows: RowKind<ChannelRow, []> = rowKind('channel', 'channel', 0)

/** The key of the channel itself. */
export const channelKey = channelRows.key()

/** The channel, if there is one. */
export const channelOf = (rows: Rows): ChannelRow | undefined => {
  const channel = rowAt(rows, channelKey)
  return channel?.deleted === true ? undefined : channel
}

/** Whether there is a channel, or was one that is deleted: its id stays taken. */
export const isTaken = (rows: Rows): boolean => rowAt(rows, channelKey) !== undefined

/** The last segment of a feed; `undefined` where no such feed stands. */
export const lastSegmentOf = (channel: ChannelRow, feedId: FeedId): Segment | undefined =>
  segmentIn(channel.lastSegments, feedId)
