import * as t from 'io-ts'
import { isSaid } from '../text/keepable.ts'
import { typed } from '../text/typed.ts'

/** The most characters (UTF-16 units) of a reason. */
export const maxReasonLength = 500

interface ReasonBrand {
  readonly Reason: unique symbol
}
/** Why somebody moderates, or reports something: 1 to 500 characters, not blank, no NUL. For moderators' eyes. */
export const Reason = t.brand(
  t.string,
  (s): s is t.Branded<string, ReasonBrand> => isSaid(s, maxReasonLength),
  'Reason',
)
export type Reason = t.TypeOf<typeof Reason>

/** A reason, or none. */
export const ReasonOrNone = t.union([Reason, t.null], 'ReasonOrNone')
/** The same as people type it: composed, and something that can be seen. */
export const TypedReason = t.union([typed(Reason, (text) => text.normalize('NFC')), t.null])
