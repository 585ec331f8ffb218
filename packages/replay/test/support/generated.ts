import { eventDefinitions, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import fc from 'fast-check'
import * as t from 'io-ts'

/** What the id of every person that is generated begins with. */
export const marked = 'person-'

const markedPerson = fc.nat({ max: 5 }).map((n) => sample.userId(`${marked}${n}`))

/** Values of the codecs that have a check of their own, by the codec's name. */
const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  UserId: markedPerson,
  TenantId: fc.constantFrom('acme', 'acme-2'),
  ChannelId: sample.arbitraryChannelId,
  MessageId: sample.arbitraryMessageId,
  CommandId: sample.arbitraryCommandId,
  FeedId: sample.arbitraryFeedId,
  FileId: fc.constantFrom('file-1', 'file-2'),
  MimeType: fc.constant('image/png'),
  Label: fc.constant('text on a label'),
  AltText: fc.constant('text of a picture'),
  Extension: fc.constantFrom('', 'png'),
  FileSize: fc.integer({ min: 1, max: 1_000_000 }),
  Digest: fc.constant('a'.repeat(43)),
  Link: fc.constant('https://example.org/text'),
  Data: fc.constant({ 'text in data': 'text of data' }),
  Metadata: fc.constant({ 'text in data': 'text of data' }),
  Tag: fc.constant('text of a tag'),
  SystemCode: fc.constant('slow-mode'),
  Amount: fc.nat(),
  FlagCount: fc.integer({ min: 0, max: 100 }),
  FlagLimit: fc.integer({ min: 1, max: 100 }),
  LimitCount: fc.integer({ min: 1, max: 1_000 }),
  WindowSeconds: fc.integer({ min: 1, max: 86_400 }),
  Latitude: fc.integer({ min: -90, max: 90 }),
  Longitude: fc.integer({ min: -180, max: 180 }),
  MessageText: fc.constantFrom('text of Ada', 'text of Bo'),
  ChannelName: fc.constantFrom('text on a channel'),
  FeedName: fc.constantFrom('text on a feed'),
  Description: fc.constantFrom('text on a description'),
  Reason: fc.constantFrom('text of a reason'),
  OuterId: fc.constantFrom('post-1', 'room-1'),
  Nickname: fc.constantFrom('text on a nickname'),
  DraftText: fc.constantFrom('text of a draft'),
  DisplayName: fc.constantFrom('text of a display name'),
  StatusText: fc.constantFrom('text of a status'),
  ReactionName: fc.constantFrom('👍', 'ship-it'),
  Segment: sample.arbitrarySegment,
  Timestamp: sample.arbitraryTimestamp,
}

interface Part {
  readonly name: string
  readonly type: object
  readonly types: ReadonlyArray<object>
  readonly props: Readonly<Record<string, object>>
  readonly domain: object
  readonly codomain: object
  readonly value: unknown
}

/** Values that a codec takes, made from the codec itself: of a new event, too, and of a new field. */
export const valuesOf = (codec: object): fc.Arbitrary<unknown> => {
  const part = codec as Part & { readonly _tag: string }
  const known = named[part.name]
  if (known !== undefined) return known
  const record = (requiredKeys?: []): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(Object.entries(part.props).map(([key, field]) => [key, valuesOf(field)])), {
      noNullPrototype: true,
      ...(requiredKeys === undefined ? {} : { requiredKeys }),
    })
  switch (part._tag) {
    case 'ExactType':
    case 'ReadonlyType':
    case 'TypedType':
      return valuesOf(part.type)
    case 'InterfaceType':
      return record()
    case 'PartialType':
      return record([])
    case 'IntersectionType':
      return fc.tuple(...part.types.map(valuesOf)).map((parts): unknown => Object.assign({}, ...parts))
    case 'UnionType':
      return fc.oneof(...part.types.map(valuesOf))
    case 'ListType':
    case 'ArrayType':
    case 'ReadonlyArrayType':
      return fc.array(valuesOf(part.type), { minLength: 1, maxLength: 4 })
    case 'DictionaryType':
      return fc
        .array(fc.tuple(valuesOf(part.domain), valuesOf(part.codomain)), { minLength: 1, maxLength: 4 })
        .map((entries): unknown => Object.fromEntries(entries.map(([key, held]) => [String(key), held])))
    case 'LiteralType':
      return fc.constant(part.value)
    case 'NullType':
      return fc.constant(null)
    case 'BooleanType':
      return fc.boolean()
    case 'NumberType':
      return fc.integer()
    default:
      throw new Error(`no values are made of ${part.name} yet: add them to packages/replay/test/support`)
  }
}

/** Every type of event, and events of it. */
export const generated = eventDefinitions.map(({ type, codec }) => ({ type, codec, values: valuesOf(codec) }))

/** A record that holds people in every way in which a codec can. */
export const Crowd = t.strict(
  {
    type: t.literal('Crowd'),
    by: UserId,
    perhaps: t.union([UserId, t.null]),
    together: t.readonlyArray(UserId),
    inTurn: t.array(t.strict({ userId: UserId, since: t.number })),
    points: t.record(UserId, t.number),
    friends: t.record(UserId, t.array(UserId)),
    either: t.union([
      t.strict({ kind: t.literal('one'), userId: UserId }),
      t.strict({ kind: t.literal('none') }),
    ]),
  },
  'Crowd',
)
