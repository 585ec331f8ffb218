import * as t from 'io-ts'
import { maxTextLength } from '../messages/body.ts'
import { isKeepable } from '../text/keepable.ts'

interface DraftBrand {
  readonly DraftText: unique symbol
}
/** What somebody has written so far: as much as a message holds, and also nothing, or blanks alone. */
export const DraftText = t.brand(
  t.string,
  (s): s is t.Branded<string, DraftBrand> => isKeepable(s, maxTextLength),
  'DraftText',
)
export type DraftText = t.TypeOf<typeof DraftText>
