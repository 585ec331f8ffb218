import * as t from 'io-ts'
import { oneOf } from '../kit/union.ts'
import { namedChannelTypes, typesWith } from '../permissions/types-with.ts'
import { certain } from '../values/certain.ts'
import { isKeepable } from '../text/keepable.ts'
import { isShownName } from '../text/shown-name.ts'
import { tidyName, typed } from '../text/typed.ts'

/** What kind of channel it is: a row of the table of types (PERM-7). */
export const ChannelType = oneOf(
  typesWith(() => true),
  'ChannelType',
)
export type ChannelType = t.TypeOf<typeof ChannelType>

/** A type of channel that one creates under a name. */
export const NamedChannelType = oneOf(namedChannelTypes, 'NamedChannelType')

/** The most characters (UTF-16 units) that the name of a channel and its description may have. */
export const maxChannelNameLength = 128
export const maxDescriptionLength = 1_000

interface ChannelNameBrand {
  readonly ChannelName: unique symbol
}
/** The name that people see: 1 to 128 characters, not blank, none a control character. */
export const ChannelName = t.brand(
  t.string,
  (s): s is t.Branded<string, ChannelNameBrand> => isShownName(s, maxChannelNameLength),
  'ChannelName',
)
export type ChannelName = t.TypeOf<typeof ChannelName>
/** The same as people type it: without blanks around it, and nothing in it that can't be seen (NAME-10, NAME-11). */
export const TypedChannelName = typed(ChannelName, tidyName)

interface DescriptionBrand {
  readonly Description: unique symbol
}
/** What a channel is about: at most 1,000 characters, may be empty, no NUL. */
export const Description = t.brand(
  t.string,
  (s): s is t.Branded<string, DescriptionBrand> => isKeepable(s, maxDescriptionLength),
  'Description',
)
export type Description = t.TypeOf<typeof Description>
/** The same as people type it: composed. */
export const TypedDescription = typed(
  Description,
  (text) => text.normalize('NFC'),
  () => true,
)

/** The description of a channel that has none. */
export const noDescription = certain(Description, '')
