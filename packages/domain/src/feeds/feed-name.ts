import * as t from 'io-ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'

/** The most characters (UTF-16 units) that the name of a feed may have. */
export const maxFeedNameLength = 128

interface FeedNameBrand {
  readonly FeedName: unique symbol
}
/** The name of a feed that people see: 1 to 128 characters, not blank, none a control character. */
export const FeedName = t.brand(
  t.string,
  (s): s is t.Branded<string, FeedNameBrand> => isShownName(s, maxFeedNameLength),
  'FeedName',
)
export type FeedName = t.TypeOf<typeof FeedName>
/** The same as people type it: without blanks around it, and nothing in it that can't be seen (NAME-10, NAME-11). */
export const TypedFeedName = typed(FeedName, tidyName)
