import * as fc from 'fast-check'
import * as t from 'io-ts'
import { type Shape, shapeOf } from '../decoding/shape.ts'

/**
 * Values that a codec accepts, made from the codec itself, so that a codec that grows is tested as it is. Codecs
 * with a check of their own come by name.
 */
export const valueOf = (codec: object): fc.Arbitrary<unknown> => valueOfShape(shapeOf(codec))

const printable = fc.oneof(
  fc.stringMatching(/^[^\p{C}\p{Z}]{1,20}$/u),
  fc.constantFrom('ada', 'Ⓐda Łovelace', '日本', 'a"b\\c', '🦜'),
)
const text = fc.oneof(
  fc.stringMatching(/^[^\p{C}\p{Z}].{0,20}$/u).filter((s) => s.isWellFormed() && !s.includes('\u0000')),
  fc.constantFrom('“quoted” \n two lines', '\\u0000', '\\ud800', 'a\u0007bell'),
)
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const data = fc.constantFrom(
  {},
  { a: 1, 'b c': [null, true, -1.5, { c: 'Ⓐ' }] },
  { '\\u0000': '"\\ud800"', ['__proto__']: 1 },
)
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/)

const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  TenantId: slug,
  UserId: printable,
  ChannelId: fc.uuid(),
  MessageId: fc.uuid(),
  FeedId: slug,
  CommandId: printable,
  Segment: count,
  Revision: count,
  Position: count,
  RequestId: count,
  MessageText: text,
  ChannelName: printable,
  FeedName: printable,
  Reason: text,
  Nickname: printable,
  OuterId: printable,
  DisplayName: printable,
  StatusText: printable,
  DraftText: text,
  Description: text,
  ReactionName: fc.constantFrom('👍', '+1', 'ship-it'),
  FileId: fc.stringMatching(/^[A-Za-z0-9._~-]{1,20}$/),
  MimeType: fc.constantFrom('image/png', 'application/vnd.api+json'),
  Label: printable,
  AltText: printable,
  Extension: fc.constantFrom('', 'png', '7z'),
  FileSize: fc.integer({ min: 1, max: 200_000_000 }),
  Digest: fc.stringMatching(/^[A-Za-z0-9_-]{43}$/),
  Link: fc.constantFrom('https://example.org/a?b=c', 'http://x'),
  FlagCount: fc.integer({ min: 0, max: 100 }),
  FlagLimit: fc.integer({ min: 1, max: 100 }),
  LimitCount: fc.integer({ min: 1, max: 1_000 }),
  WindowSeconds: fc.integer({ min: 1, max: 86_400 }),
  Amount: count,
  Latitude: fc.double({ min: -90, max: 90, noNaN: true }).map((n) => n + 0),
  Longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((n) => n + 0),
  SystemCode: slug,
  Data: data,
  Metadata: data,
  Tag: printable,
  Timestamp: fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  RetryAfter: fc.integer({ min: 1, max: 600_000 }),
  Version: fc.integer({ min: 1, max: 65_535 }),
  Token: text,
  Search: text,
  SearchText: text,
  SearchPlace: fc.nat().map((n) => `${n % 2 === 0 ? 'w' : 'p'}${n}`),
  Limit: fc.integer({ min: 1, max: 200 }),
}

const valueOfShape = (shape: Shape): fc.Arbitrary<unknown> => {
  // In its one spelling: in another it would not read back as it was written.
  const codec: object = shape
  if (shape._tag === 'TypedType')
    return valueOfShape(shape.type).filter((value) => codec instanceof t.Type && codec.is(value))
  const known = named[shape.name]
  if (known !== undefined) return known
  switch (shape._tag) {
    case 'LiteralType':
      return fc.constant(shape.value)
    case 'NullType':
      return fc.constant(null)
    case 'StringType':
      return fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\u0000'))
    case 'NumberType':
      return fc.integer()
    case 'BooleanType':
      return fc.boolean()
    // A check without a name above is one on a list's length, which three entries pass.
    case 'ExactType':
    case 'RefinementType':
    case 'ReadonlyType':
      return valueOfShape(shape.type)
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ListType':
    case 'KnownType':
      return fc.array(valueOfShape(shape.type), { maxLength: 3 })
    case 'UnionType':
      return fc.oneof(...shape.types.map(valueOfShape))
    case 'InterfaceType':
      return fc.record(fields(shape.props))
    case 'PartialType':
      return fc.record(fields(shape.props), { requiredKeys: [] })
    case 'DictionaryType':
      return fc
        .dictionary(slug, valueOfShape(shape.codomain), { maxKeys: 3, noNullPrototype: true })
        .filter((value) => codec instanceof t.Type && codec.is(value))
    case 'IntersectionType':
      return fc
        .tuple(...shape.types.map(valueOfShape))
        .map((parts): unknown => Object.fromEntries(parts.flatMap((part) => Object.entries(part ?? {}))))
  }
}

const fields = (props: Readonly<Record<string, Shape>>): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(Object.entries(props).map(([key, shape]) => [key, valueOfShape(shape)]))
