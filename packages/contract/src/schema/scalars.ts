import {
  maxAltTextLength,
  maxChannelNameLength,
  maxDataBytes,
  maxDataDepth,
  maxDescriptionLength,
  maxFileBytes,
  maxFeedNameLength,
  maxFlags,
  maxLabelLength,
  maxLimit,
  maxMetadataBytes,
  maxTagLength,
  maxLinkLength,
  maxMimeTypeLength,
  maxNameLength,
  maxDisplayNameLength,
  maxNicknameLength,
  maxOuterIdLength,
  maxStatusLength,
  maxReactionLength,
  maxReasonLength,
  maxTextLength,
  maxWindowSeconds,
} from '@parley/domain'
import { maxFields, maxPage, maxSearchLength, maxSearchText, maxTokenLength } from '../limits.ts'
import type { JsonSchema } from './json-schema.ts'

/**
 * What the schema says of a codec with a check of its own. It takes all that the codec takes; `exact`: and nothing
 * else, of texts in which no half of a surrogate pair stands.
 */
export interface Scalar {
  readonly schema: JsonSchema
  readonly exact: boolean
}

const exact = (schema: JsonSchema): Scalar => ({ schema, exact: true })
const wider = (schema: JsonSchema): Scalar => ({ schema, exact: false })

// Patterns are JavaScript’s, as JSON Schema has them, of simple classes; control characters stand in them as they are,
// not as `\u0000`, which not every engine reads.
const noControl: JsonSchema = { type: 'string', pattern: '[\u0000-\u001f\u007f-\u009f]' }
const noNul: JsonSchema = { type: 'string', pattern: '\u0000' }
const notBlank = '\\S'

/** A whole number that is a safe integer, from one to another. */
export const wholeNumber = (minimum: number, maximum: number = Number.MAX_SAFE_INTEGER): Scalar =>
  exact({ type: 'integer', minimum, maximum })
const count = wholeNumber(0)
/** JSON of people's own. */
const data = (mostBytes: number): Scalar =>
  wider({
    description: `JSON of at most ${mostBytes} bytes as it is written, and ${maxDataDepth} deep.`,
    type: 'object',
    maxProperties: maxFields,
  })
const slug = exact({ type: 'string', maxLength: 64, pattern: '^[a-z0-9][a-z0-9_-]{0,63}$' })
const uuid = exact({
  type: 'string',
  maxLength: 36,
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
})
const name = exact({ type: 'string', minLength: 1, maxLength: maxNameLength, not: noControl })
/** What people see as a name of something: not blank, and none of it a control character. */
const shownName = (most: number): Scalar =>
  wider({
    description: `At most ${most} UTF-16 units.`,
    type: 'string',
    minLength: 1,
    maxLength: most,
    pattern: notBlank,
    not: noControl,
  })
const messageText: JsonSchema = {
  description: `At most ${maxTextLength} UTF-16 units.`,
  type: 'string',
  minLength: 1,
  maxLength: maxTextLength,
  pattern: notBlank,
  not: noNul,
}
const moment =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z$'

/** The codecs with a check of their own, by name. */
export const scalars: Readonly<Record<string, Scalar>> = {
  TenantId: slug,
  FeedId: slug,
  ChannelId: uuid,
  MessageId: uuid,
  UserId: name,
  CommandId: name,
  Segment: count,
  Revision: count,
  Position: count,
  RetryAfter: wholeNumber(1),
  Version: wholeNumber(1),
  Limit: wholeNumber(1, maxPage),
  Timestamp: wider({
    description: 'UTC to the millisecond. Of the days of a month only those that there are.',
    type: 'string',
    format: 'date-time',
    maxLength: 24,
    pattern: moment,
  }),
  MessageText: wider(messageText),
  ChannelName: shownName(maxChannelNameLength),
  FeedName: shownName(maxFeedNameLength),
  Description: wider({
    description: `At most ${maxDescriptionLength} UTF-16 units.`,
    type: 'string',
    maxLength: maxDescriptionLength,
    not: noNul,
  }),
  Reason: wider({
    description: `At most ${maxReasonLength} UTF-16 units.`,
    type: 'string',
    minLength: 1,
    maxLength: maxReasonLength,
    pattern: notBlank,
    not: noNul,
  }),
  OuterId: shownName(maxOuterIdLength),
  Nickname: shownName(maxNicknameLength),
  DisplayName: shownName(maxDisplayNameLength),
  StatusText: shownName(maxStatusLength),
  DraftText: wider({
    description: `At most ${maxTextLength} UTF-16 units.`,
    type: 'string',
    maxLength: maxTextLength,
    not: noNul,
  }),
  ReactionName: exact({
    type: 'string',
    minLength: 1,
    maxLength: maxReactionLength,
    not: { type: 'string', pattern: '[\\s\u0000-\u001f\u007f-\u009f]' },
  }),
  FileId: exact({ type: 'string', maxLength: 128, pattern: '^[A-Za-z0-9._~-]{1,128}$' }),
  MimeType: exact({
    type: 'string',
    maxLength: maxMimeTypeLength,
    pattern: '^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$',
  }),
  Label: shownName(maxLabelLength),
  AltText: shownName(maxAltTextLength),
  Extension: exact({ type: 'string', maxLength: 16, pattern: '^[a-z0-9]{0,16}$' }),
  FileSize: wholeNumber(1, maxFileBytes.video),
  Digest: exact({ type: 'string', maxLength: 43, pattern: '^[A-Za-z0-9_-]{43}$' }),
  Link: exact({ type: 'string', maxLength: maxLinkLength, pattern: '^https?://[!-~]+$' }),
  FlagCount: wholeNumber(0, maxFlags),
  FlagLimit: wholeNumber(1, maxFlags),
  LimitCount: wholeNumber(1, maxLimit),
  WindowSeconds: wholeNumber(1, maxWindowSeconds),
  Amount: count,
  Latitude: exact({ type: 'number', minimum: -90, maximum: 90 }),
  Longitude: exact({ type: 'number', minimum: -180, maximum: 180 }),
  SystemCode: slug,
  Data: data(maxDataBytes),
  Metadata: data(maxMetadataBytes),
  Tag: shownName(maxTagLength),
  Search: wider({
    description: `At most ${maxSearchLength} UTF-16 units.`,
    type: 'string',
    maxLength: maxSearchLength,
  }),
  SearchText: wider({
    description: `At most ${maxSearchText} UTF-16 units.`,
    type: 'string',
    maxLength: maxSearchText,
  }),
  SearchPlace: exact({
    description: 'The `next` of the page before.',
    type: 'string',
    maxLength: 16,
    pattern: '^[wp][0-9]{1,15}$',
  }),
  Token: wider({
    description: `At most ${maxTokenLength} UTF-16 units.`,
    type: 'string',
    maxLength: maxTokenLength,
  }),
}

/** The bound of what is typed is that of what is looked at; the rest is looked at in its one spelling (NAME-11). */
const typed = (becomes: string, most: number, schema: JsonSchema): JsonSchema => ({
  description: `Whatever becomes a ${becomes} in its one spelling.`,
  type: 'string',
  maxLength: most,
  ...schema,
})

/** What people type, by the name of what becomes of it; `most`: the UTF-16 units that are looked at. */
export const typedScalars: Readonly<Record<string, (most: number) => JsonSchema>> = {
  UserId: (most) => typed('UserId', most, { pattern: notBlank }),
  ChannelName: (most) => typed('ChannelName', most, { pattern: notBlank }),
  Tag: (most) => typed('Tag', most, { pattern: notBlank }),
  Label: (most) => typed('Label', most, { pattern: notBlank }),
  OuterId: (most) => typed('OuterId', most, { pattern: notBlank }),
  AltText: (most) => typed('AltText', most, { pattern: notBlank }),
  Nickname: (most) => typed('Nickname', most, { pattern: notBlank }),
  FeedName: (most) => typed('FeedName', most, { pattern: notBlank }),
  DisplayName: (most) => typed('DisplayName', most, { pattern: notBlank }),
  StatusText: (most) => typed('StatusText', most, { pattern: notBlank }),
  ReactionName: (most) => typed('ReactionName', most, { pattern: notBlank, not: noControl }),
  Reason: (most) => typed('Reason', most, { pattern: notBlank, not: noNul }),
  Description: (most) => typed('Description', most, { not: noNul }),
  /** It is taken as it is, where something of it can be seen. */
  MessageText: () => messageText,
}
