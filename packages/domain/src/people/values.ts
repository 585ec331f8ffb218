import * as t from 'io-ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'

/** The most characters (UTF-16 units) of a display name, and of a status. */
export const maxDisplayNameLength = 128
export const maxStatusLength = 140

interface DisplayNameBrand {
  readonly DisplayName: unique symbol
}
/** What a person is called wherever they are seen: 1 to 128 characters, not blank, none a control character. */
export const DisplayName = t.brand(
  t.string,
  (s): s is t.Branded<string, DisplayNameBrand> => isShownName(s, maxDisplayNameLength),
  'DisplayName',
)
export type DisplayName = t.TypeOf<typeof DisplayName>
/** The same as people type it: see NAME-10, NAME-11. */
export const TypedDisplayName = typed(DisplayName, tidyName)

interface StatusTextBrand {
  readonly StatusText: unique symbol
}
/** What a person says of themselves just now: 1 to 140 characters in one line, not blank, none a control character. */
export const StatusText = t.brand(
  t.string,
  (s): s is t.Branded<string, StatusTextBrand> => isShownName(s, maxStatusLength),
  'StatusText',
)
export type StatusText = t.TypeOf<typeof StatusText>
/** The same as people type it: see NAME-10, NAME-11. */
export const TypedStatusText = typed(StatusText, tidyName)
