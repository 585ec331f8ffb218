import { FeedId, MessageId, Segment, Timestamp, UserId, orNull } from '@parley/domain'
import * as t from 'io-ts'

/**
 * How the words of a body begin; `cut`: they go on. What was not said in words is there as a text, for whoever does not
 * know more of it, and `of` names its kind.
 */
export const BodyPreview = t.exact(
  t.intersection([
    t.type({ kind: t.union([t.literal('text'), t.literal('action')]), text: t.string, cut: t.boolean }),
    t.partial({ of: t.string }),
  ]),
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
