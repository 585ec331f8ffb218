import { FeedId, MessageId, Segment, Timestamp, UserId } from '@parley/domain'
import * as t from 'io-ts'

const orNull = <C extends t.Mixed>(codec: C) => t.union([codec, t.null])

/** How a body begins; `cut`: it goes on. */
export const BodyPreview = t.strict(
  { kind: t.union([t.literal('text'), t.literal('action')]), text: t.string, cut: t.boolean },
  'BodyPreview',
)
export type BodyPreview = t.TypeOf<typeof BodyPreview>

/** A message as a list shows it in a line: how it begins, without its thread and its reactions. */
export const MessagePreview = t.strict(
  {
    messageId: MessageId,
    feedId: FeedId,
    segment: Segment,
    parentId: orNull(MessageId),
    senderId: UserId,
    /** Null where it was deleted. */
    body: orNull(BodyPreview),
    sentAt: Timestamp,
    editedAt: orNull(Timestamp),
    deletedAt: orNull(Timestamp),
    deletedBy: orNull(UserId),
  },
  'MessagePreview',
)
export type MessagePreview = t.TypeOf<typeof MessagePreview>
