import { ChannelId, ChannelType, Position, Revision, Segment, Timestamp } from '@parley/domain'
import * as t from 'io-ts'

/** A channel as everyone in it sees it. `revision` is the last event of its stream that this shows. */
export const ChannelView = t.strict(
  {
    channelId: ChannelId,
    channelType: ChannelType,
    name: t.union([t.string, t.null]),
    description: t.string,
    archived: t.boolean,
    memberCount: t.number,
    /** The last segment of the main feed; 0 where nothing was sent. */
    lastSegment: Segment,
    createdAt: Timestamp,
    /** When its last message was sent, in whichever feed, or else when it was created. */
    lastActivityAt: Timestamp,
    /** The time of the event at `revision`. */
    updatedAt: Timestamp,
    revision: Revision,
    position: Position,
  },
  'ChannelView',
)
export type ChannelView = t.TypeOf<typeof ChannelView>
