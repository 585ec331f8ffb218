import {
  AttachedTo,
  ChannelId,
  ChannelNotificationMode,
  ChannelType,
  FileId,
  Metadata,
  OuterId,
  Position,
  Revision,
  Segment,
  Tags,
  Timestamp,
  UserId,
  orNull,
} from '@parley/domain'
import * as t from 'io-ts'

/** A channel as everyone in it sees it. `revision` is the last event of its stream that this shows. */
export const ChannelView = t.exact(
  t.intersection([
    t.type({
      channelId: ChannelId,
      channelType: ChannelType,
      name: t.union([t.string, t.null]),
      description: t.string,
      archived: t.boolean,
      /** Of what it notifies its members. */
      notification: ChannelNotificationMode,
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
    }),
    t.partial({
      createdBy: orNull(UserId),
      metadata: orNull(Metadata),
      tags: orNull(Tags),
      avatarFileId: orNull(FileId),
      /** Whether it is listed; null: as its type says. */
      isPublic: orNull(t.boolean),
      /** The company or community that it is one of, and what it is attached to; null where it is not. */
      companyId: orNull(OuterId),
      communityId: orNull(OuterId),
      attachedTo: orNull(AttachedTo),
    }),
  ]),
  'ChannelView',
)
export type ChannelView = t.TypeOf<typeof ChannelView>
