import * as fc from 'fast-check'
import * as t from 'io-ts'

/**
 * Values that a codec accepts, made from the codec itself, so that a codec that grows is tested as it is. Codecs
 * with a check of their own come by name.
 */
const uuid = fc.uuid()
const printable = fc.oneof(
  fc
    .string({ minLength: 1, maxLength: 20, unit: 'grapheme' })
    .filter((s) => !/[\u0000-\u001f\u007f]/u.test(s)),
  fc.constantFrom('ada', 'Ⓐda Łovelace', '日本', 'a"b\\c', '🦜'),
)
const text = fc
  .oneof(
    fc.string({ minLength: 1, unit: 'binary' }),
    fc.constantFrom('hi', '“quoted” \n two lines', '\\u0000'),
  )
  .filter((s) => s.trim() !== '' && !s.includes('\u0000'))
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/)

const named: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  TenantId: slug,
  UserId: printable,
  ChannelId: uuid,
  MessageId: uuid,
  FeedId: slug,
  CommandId: printable,
  Segment: count,
  Revision: count,
  Position: count,
  RequestId: count,
  MessageText: text,
  ChannelName: printable.filter((s) => s.trim() !== ''),
  Description: text,
  ReactionName: fc.constantFrom('👍', '+1', 'ship-it'),
  Timestamp: fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  Limit: fc.integer({ min: 1, max: 200 }),
}

const record = (props: Readonly<Record<string, t.Mixed>>, required: boolean): fc.Arbitrary<object> => {
  const model = Object.fromEntries(Object.entries(props).map(([key, codec]) => [key, valueOf(codec)]))
  return required ? fc.record(model) : fc.record(model, { requiredKeys: [] })
}

export const valueOf = (codec: t.Mixed): fc.Arbitrary<unknown> => {
  const known = named[codec.name]
  if (known !== undefined) return known
  if (codec instanceof t.LiteralType) return fc.constant(codec.value)
  if (codec instanceof t.NullType) return fc.constant(null)
  if (codec instanceof t.StringType) return fc.string({ unit: 'grapheme' })
  if (codec instanceof t.NumberType) return fc.integer()
  if (codec instanceof t.BooleanType) return fc.boolean()
  if (codec instanceof t.ExactType) return valueOf(codec.type)
  if (codec instanceof t.ReadonlyArrayType || codec instanceof t.ArrayType)
    return fc.array(valueOf(codec.type), { maxLength: 3 })
  if (codec instanceof t.RefinementType) return valueOf(codec.type).filter((value) => codec.is(value))
  if (codec instanceof t.UnionType) return fc.oneof(...codec.types.map(valueOf))
  if (codec instanceof t.PartialType) return record(codec.props, false)
  if (codec instanceof t.InterfaceType) return record(codec.props, true)
  if (codec instanceof t.IntersectionType)
    return fc.tuple(...codec.types.map(valueOf)).map((parts) => Object.assign({}, ...parts))
  throw new Error(`no values for ${codec.name}`)
}
