import * as t from 'io-ts'
import { maxTextLength } from '../messages/body.ts'

interface DraftBrand {
  readonly DraftText: unique symbol
}
/** What somebody has written so far: as much as a message holds, and also nothing, or blanks alone. */
export const DraftText = t.brand(
  t.string,
  (s): s is t.Branded<string, DraftBrand> =>
    s.length <= maxTextLength && !s.includes('\u0000') && s.isWellFormed(),
  'DraftText',
)
export type DraftText = t.TypeOf<typeof DraftText>
