import * as t from 'io-ts'
import { MessageId } from '../values/ids.ts'

/** The channel has no such message. */
const MessageNotFound = t.strict(
  {
    _tag: t.literal('MessageNotFound'),
    messageId: MessageId,
  },
  'MessageNotFound',
)

/** The message was deleted. */
const MessageIsDeleted = t.strict(
  {
    _tag: t.literal('MessageIsDeleted'),
    messageId: MessageId,
  },
  'MessageIsDeleted',
)

/** Only its sender may edit a message, or in a conversation delete it. */
const NotTheSender = t.strict(
  {
    _tag: t.literal('NotTheSender'),
    messageId: MessageId,
  },
  'NotTheSender',
)

/** A reply answers a message at the top of a thread, not a reply. */
const RepliesDoNotNest = t.strict(
  {
    _tag: t.literal('RepliesDoNotNest'),
    parentId: MessageId,
  },
  'RepliesDoNotNest',
)

/** A picture stays a picture: an edit keeps the kind of a message, text and action aside. */
const KindStays = t.strict({ _tag: t.literal('KindStays') }, 'KindStays')

/** Why commands of this area are turned down. */
export const messageRejections = [
  MessageNotFound,
  MessageIsDeleted,
  NotTheSender,
  RepliesDoNotNest,
  KindStays,
] as const
export type MessageRejection = t.TypeOf<(typeof messageRejections)[number]>
