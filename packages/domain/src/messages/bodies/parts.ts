import * as t from 'io-ts'
import type { JsonObject } from '../../kit/upcaster.ts'
import { isShownName } from '../../text/shown-name.ts'
import { tidyName, typed } from '../../text/typed.ts'
import { isWhole } from '../../values/numbers.ts'
import { fitsInto, maxDataBytes } from '../../values/json-fits.ts'

/** What bodies are made of beside texts. */

const fileId = /^[A-Za-z0-9._~-]{1,128}$/
interface FileBrand {
  readonly FileId: unique symbol
}
/** A file, by the name that it is kept under: 1 to 128 letters, digits and `. _ ~ -`. */
export const FileId = t.brand(t.string, (s): s is t.Branded<string, FileBrand> => fileId.test(s), 'FileId')
export type FileId = t.TypeOf<typeof FileId>

/** The most characters (UTF-16 units) that the name of a file or a place, a type of media, or a link may have. */
export const maxLabelLength = 255
export const maxMimeTypeLength = 255
export const maxLinkLength = 2_048

const mimeType = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/
interface MimeTypeBrand {
  readonly MimeType: unique symbol
}
/** What kind of file it is, in lower case and without parameters: `image/png`. */
export const MimeType = t.brand(
  t.string,
  (s): s is t.Branded<string, MimeTypeBrand> => mimeType.test(s),
  'MimeType',
)
export type MimeType = t.TypeOf<typeof MimeType>

interface LabelBrand {
  readonly Label: unique symbol
}
/** What a file or a place is called: 1 to 255 characters, not blank, none a control character. */
export const Label = t.brand(
  t.string,
  (s): s is t.Branded<string, LabelBrand> => isShownName(s, maxLabelLength),
  'Label',
)
export type Label = t.TypeOf<typeof Label>
/** The same as people type it (NAME-10, NAME-11). */
export const TypedLabel = typed(Label, tidyName)

const link = /^https?:\/\/[!-~]+$/
interface LinkBrand {
  readonly Link: unique symbol
}
/** An address of the web, written in ASCII: at most 2,048 characters. */
export const Link = t.brand(
  t.string,
  (s): s is t.Branded<string, LinkBrand> => s.length <= maxLinkLength && link.test(s),
  'Link',
)
export type Link = t.TypeOf<typeof Link>

interface AmountBrand {
  readonly Amount: unique symbol
}
/** How many bytes, pixels or milliseconds: a whole number from 0. */
export const Amount = t.brand(t.number, (n): n is t.Branded<number, AmountBrand> => isWhole(n, 0), 'Amount')
export type Amount = t.TypeOf<typeof Amount>

interface LatitudeBrand {
  readonly Latitude: unique symbol
}
/** Degrees north of the equator, from -90 to 90. */
export const Latitude = t.brand(
  t.number,
  (n): n is t.Branded<number, LatitudeBrand> => n >= -90 && n <= 90,
  'Latitude',
)
export type Latitude = t.TypeOf<typeof Latitude>

interface LongitudeBrand {
  readonly Longitude: unique symbol
}
/** Degrees east of Greenwich, from -180 to 180. */
export const Longitude = t.brand(
  t.number,
  (n): n is t.Branded<number, LongitudeBrand> => n >= -180 && n <= 180,
  'Longitude',
)
export type Longitude = t.TypeOf<typeof Longitude>

const code = /^[a-z0-9][a-z0-9_-]{0,63}$/
interface CodeBrand {
  readonly SystemCode: unique symbol
}
/** What a rule says, for whoever shows it in their own words: 1 to 64 of `a-z 0-9 _ -`. */
export const SystemCode = t.brand(
  t.string,
  (s): s is t.Branded<string, CodeBrand> => code.test(s),
  'SystemCode',
)
export type SystemCode = t.TypeOf<typeof SystemCode>

interface DataBrand {
  readonly Data: unique symbol
}
/** A JSON object that means something to those who write it: at most 16 KiB as it is written, and 16 deep. */
export const Data = t.refinement(
  t.UnknownRecord,
  (value): value is t.Branded<JsonObject, DataBrand> => fitsInto(value, maxDataBytes),
  'Data',
)
export type Data = t.TypeOf<typeof Data>
