import type { Metadata, Tags } from '../details/values.ts'
import { type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { FeedId, MessageId, UserId } from '../values/ids.ts'
import type { Segment } from '../values/numbers.ts'
import type { Mentions } from '../mentions/mention.ts'
import type { Body } from './body.ts'

/** A message, deleted ones too: its segment and its name are taken for good. */
export interface MessageRow {
  readonly kind: 'message'
  readonly senderId: UserId
  readonly feedId: FeedId
  readonly segment: Segment
  readonly parentId: MessageId | null
  /** Null once deleted, as what is kept with it. */
  readonly body: Body | null
  readonly metadata: Metadata | null
  readonly tags: Tags | null
  readonly mentions: Mentions | null
  readonly deleted: boolean
}

export const messageRows: RowKind<MessageRow, [messageId: MessageId]> = rowKind('channel', 'message', 1)

/** The key of a message. */
export const messageKey = (messageId: MessageId) => messageRows.key(messageId)

/** A message, deleted or not, if there ever was one. */
export const messageOf = (rows: Rows, messageId: MessageId): MessageRow | undefined =>
  rowAt(rows, messageKey(messageId))
