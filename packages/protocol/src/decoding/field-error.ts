import * as t from 'io-ts'

/** Where a value is not what it should be: `path` from the value down, '' for the value itself. */
export interface FieldError {
  readonly path: string
  readonly expected: string
}

/** A codec without the checks around it, which share its place in an error's context. */
const bare = (codec: unknown): unknown =>
  codec instanceof t.ExactType || codec instanceof t.RefinementType || codec instanceof t.ReadonlyType
    ? bare(codec.type)
    : codec

const oneOf = (names: ReadonlyArray<string>): string =>
  names.length === 1 ? (names[0] ?? '') : `one of ${names.join(', ')}`

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a tagged union takes in its tag. */
const tagsOf = (codec: unknown, tag: string): ReadonlyArray<string> => {
  const inner = bare(codec)
  if (inner instanceof t.InterfaceType) {
    const props: Readonly<Record<string, unknown>> = inner.props
    const literal = props[tag]
    return literal instanceof t.LiteralType ? [JSON.stringify(literal.value)] : []
  }
  if (inner instanceof t.UnionType || inner instanceof t.IntersectionType) {
    const types: ReadonlyArray<unknown> = inner.types
    return types.flatMap((type) => tagsOf(type, tag))
  }
  return []
}

/**
 * The field that an error of a codec is about. A union is looked into by its tag; one without a tag is named as a
 * whole, since each of its members has an error of its own and none is the one that was meant.
 */
const fieldErrorOf = ({ context }: t.ValidationError): FieldError => {
  const path: Array<string> = []
  let structural = false
  for (const [depth, { key, type, actual }] of context.entries()) {
    // The members of a union or an intersection are no fields: their keys are their places in its list.
    if (depth > 0 && !structural) path.push(key)
    const codec = bare(type)
    structural = codec instanceof t.UnionType || codec instanceof t.IntersectionType
    if (codec instanceof t.TaggedUnionType) {
      if (depth < context.length - 1) continue
      if (!isRecord(actual)) break
      return { path: [...path, codec.tag].join('.'), expected: oneOf(tagsOf(codec, codec.tag)) }
    }
    if (codec instanceof t.UnionType) return { path: path.join('.'), expected: type.name }
  }
  const last = context.at(-1)?.type
  return { path: path.join('.'), expected: bare(last) instanceof t.InterfaceType ? 'object' : nameOf(last) }
}

const nameOf = (codec: t.Decoder<unknown, unknown> | undefined): string =>
  bare(codec) instanceof t.TaggedUnionType ? 'object' : (codec?.name ?? 'a value')

/** The first of a codec's errors, as the field that it is about. */
export const firstFieldError = (errors: t.Errors): FieldError => {
  const [first] = errors
  return first === undefined ? { path: '', expected: 'a value' } : fieldErrorOf(first)
}
