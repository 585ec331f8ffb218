/** What a codec of io-ts is made of. Its classes say so too, but `instanceof` forgets the types of the parts. */
export type Shape =
  | {
      readonly _tag: 'ExactType' | 'RefinementType' | 'ReadonlyType'
      readonly name: string
      readonly type: Shape
    }
  | { readonly _tag: 'ArrayType' | 'ReadonlyArrayType'; readonly name: string; readonly type: Shape }
  /** A text that people type, `typed`: the most that is looked at before it is in its one spelling. */
  | { readonly _tag: 'TypedType'; readonly name: string; readonly type: Shape; readonly most: number }
  /** A list with a bound, `listOf`. */
  | { readonly _tag: 'ListType'; readonly name: string; readonly type: Shape; readonly most: number }
  /** A list of records of which some may be of a kind that is not known, `known`. */
  | { readonly _tag: 'KnownType'; readonly name: string; readonly type: Shape; readonly tag: string }
  | {
      readonly _tag: 'InterfaceType' | 'PartialType'
      readonly name: string
      readonly props: Readonly<Record<string, Shape>>
    }
  /** A record whose names are not known beforehand. */
  | {
      readonly _tag: 'DictionaryType'
      readonly name: string
      readonly domain: Shape
      readonly codomain: Shape
    }
  | { readonly _tag: 'IntersectionType'; readonly name: string; readonly types: ReadonlyArray<Shape> }
  /** `tag`: the field by which its members are told apart, where there is one. */
  | {
      readonly _tag: 'UnionType'
      readonly name: string
      readonly types: ReadonlyArray<Shape>
      readonly tag?: string
    }
  | { readonly _tag: 'LiteralType'; readonly name: string; readonly value: unknown }
  | { readonly _tag: 'StringType' | 'NumberType' | 'BooleanType' | 'NullType'; readonly name: string }

// Every codec of io-ts carries its `_tag`; its base types only fail to mention it.
export const shapeOf = (codec: object): Shape => codec as Shape

/** A codec without the checks around it, which share its place in an error's context. */
export const bare = (shape: Shape): Shape =>
  shape._tag === 'ExactType' ||
  shape._tag === 'RefinementType' ||
  shape._tag === 'ReadonlyType' ||
  shape._tag === 'TypedType'
    ? bare(shape.type)
    : shape
