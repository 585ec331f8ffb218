import * as t from 'io-ts'
import { MessageId } from '../ids.ts'

/** A reply answers a message at the top of a thread, not a reply. */
export const RepliesDoNotNest = t.strict(
  {
    _tag: t.literal('RepliesDoNotNest'),
    parentId: MessageId,
  },
  'RepliesDoNotNest',
)
export type RepliesDoNotNest = t.TypeOf<typeof RepliesDoNotNest>
