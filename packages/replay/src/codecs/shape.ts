/** What a codec of an event is made of. The classes of io-ts say so too, but `instanceof` forgets the types of the parts. */
export type CodecShape =
  | { readonly _tag: 'ExactType' | 'ReadonlyType'; readonly name: string; readonly type: CodecShape }
  /** A check of its own around another codec: what brands are. `TypedType` takes that in one spelling. */
  | { readonly _tag: 'RefinementType' | 'TypedType'; readonly name: string; readonly type: CodecShape }
  | {
      readonly _tag: 'ArrayType' | 'ReadonlyArrayType' | 'ListType'
      readonly name: string
      readonly type: CodecShape
    }
  | {
      readonly _tag: 'InterfaceType' | 'PartialType'
      readonly name: string
      readonly props: Readonly<Record<string, CodecShape>>
    }
  | { readonly _tag: 'IntersectionType'; readonly name: string; readonly types: ReadonlyArray<CodecShape> }
  | {
      readonly _tag: 'DictionaryType'
      readonly name: string
      readonly domain: CodecShape
      readonly codomain: CodecShape
    }
  | UnionShape
  | { readonly _tag: 'LiteralType'; readonly name: string; readonly value: unknown }
  | { readonly _tag: 'NumberType' | 'BooleanType' | 'NullType'; readonly name: string }

/** One of several; `is` tells which. */
interface UnionShape {
  readonly _tag: 'UnionType'
  readonly name: string
  readonly types: ReadonlyArray<CodecShape & { readonly is: (value: unknown) => boolean }>
}

/**
 * The parts of a codec. Every codec of io-ts carries its `_tag`; one that is not listed here, as that of any text
 * whatever, is refused by whoever meets it.
 */
export const shapeOf = (codec: object): CodecShape => codec as CodecShape

/** The fields of a record by name, those of its parts together; undefined where it is none. */
export const fieldsOf = (shape: CodecShape): ReadonlyMap<string, CodecShape> | undefined => {
  switch (shape._tag) {
    case 'ExactType':
    case 'ReadonlyType':
      return fieldsOf(shape.type)
    case 'InterfaceType':
    case 'PartialType':
      return new Map(Object.entries(shape.props))
    case 'IntersectionType': {
      const parts = shape.types.map(fieldsOf)
      return parts.every((part) => part !== undefined)
        ? new Map(parts.flatMap((part) => [...part]))
        : undefined
    }
    case 'RefinementType':
    case 'TypedType':
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ListType':
    case 'DictionaryType':
    case 'UnionType':
    case 'LiteralType':
    case 'NumberType':
    case 'BooleanType':
    case 'NullType':
      return undefined
    default:
      return unknownShape(shape)
  }
}

/** For a codec that nobody has thought of: what it holds may be a person, or what they wrote. */
export const unknownShape = (shape: never): never => {
  const { name, _tag } = shape as { readonly name: string; readonly _tag: string }
  throw new Error(`nobody has said what ${name} (${_tag}) of an event holds: packages/replay/src/codecs`)
}
