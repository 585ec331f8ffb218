import * as t from 'io-ts'
import { UserId } from '../ids.ts'

/** Here nobody is put into a channel or a conversation by whoever asks. */
export const MayNotAdd = t.strict(
  {
    _tag: t.literal('MayNotAdd'),
    /** The first of those whom it is about. */
    userId: UserId,
  },
  'MayNotAdd',
)
export type MayNotAdd = t.TypeOf<typeof MayNotAdd>
