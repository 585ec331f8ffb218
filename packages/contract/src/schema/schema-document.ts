import { maxFields } from '../limits.ts'
import { casesOf, fieldsOf } from '../decoding/records.ts'
import { type Shape, shapeOf } from '../decoding/shape.ts'
import type { JsonSchema, SchemaDocument } from './json-schema.ts'
import { type Scalar, scalars, typedScalars } from './scalars.ts'

/** What a document is made of. */
export interface SchemaParts {
  readonly id: string
  readonly title: string
  readonly description: string
  /** Codecs of what clients say: whatever is in them has its most. */
  readonly inputs: ReadonlyArray<object>
  /** Codecs of what clients are told. */
  readonly answers: ReadonlyArray<object>
  /** Codecs with a check of their own, beside those that everything has. */
  readonly scalars?: Readonly<Record<string, Scalar>>
  /** Documents whose parts are referred to, instead of said again. */
  readonly others?: ReadonlyArray<SchemaDocument>
}

/**
 * The schemas of codecs, made from how these are put together: each part with a name under its name, and each record
 * of a tagged union under the union's name and its tag, `Query.history`.
 *
 * @throws Error where a codec has something that there is no schema for, or two parts go by one name.
 */
export const schemaDocument = (parts: SchemaParts): SchemaDocument => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: parts.id,
  title: parts.title,
  description: parts.description,
  $defs: Object.fromEntries(
    [...namedParts(parts)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { schema }]) => [name, schema]),
  ),
})

/** A part of a document: the codec that it is made from, and what it says. */
export interface NamedPart {
  readonly shape: Shape
  readonly schema: JsonSchema
}

/** The parts of a document by name, as `schemaDocument` has them. */
export const namedParts = (parts: SchemaParts): ReadonlyMap<string, NamedPart> => {
  const found = new Map<string, NamedPart>()
  const known = { ...scalars, ...parts.scalars }

  /** A part is said once, under its name. */
  const part = (name: string, shape: Shape, make: () => JsonSchema): JsonSchema => {
    for (const { $id, $defs } of parts.others ?? [])
      if (name in $defs) return { $ref: `${$id}#/$defs/${name}` }
    const schema = make()
    const before = found.get(name)
    if (before !== undefined && JSON.stringify(before.schema) !== JSON.stringify(schema))
      throw new Error(`two parts are called ${name}`)
    found.set(name, { shape, schema })
    return { $ref: `#/$defs/${name}` }
  }

  const schemasOf = (input: boolean): ((shape: Shape) => JsonSchema) => {
    const record = (shape: Shape): JsonSchema => {
      const fields = [...fieldsOf(shape)]
      return {
        type: 'object',
        properties: Object.fromEntries(fields.map(([name, field]) => [name, schemaOf(field.shape)])),
        required: fields.flatMap(([name, { optional }]) => (optional ? [] : [name])),
        ...(input ? { maxProperties: maxFields } : {}),
      }
    }

    const dictionary = (names: Shape, values: Shape): JsonSchema => ({
      type: 'object',
      propertyNames: schemaOf(names),
      additionalProperties: schemaOf(values),
      ...(input ? { maxProperties: maxFields } : {}),
    })

    const union = (name: string, types: ReadonlyArray<Shape>, tag: string | undefined): JsonSchema => {
      if (tag !== undefined)
        return {
          oneOf: types.flatMap((type) =>
            type._tag === 'UnionType'
              ? [schemaOf(type)]
              : casesOf([type], tag).map((one) =>
                  part(isName(name) ? `${name}.${one.tag}` : type.name, one.shape, () => record(one.shape)),
                ),
          ),
        }
      const literals = types.flatMap((type) => (type._tag === 'LiteralType' ? [type.value] : []))
      return literals.length === types.length ? { enum: literals } : { anyOf: types.map(schemaOf) }
    }

    /** A record of a kind that is not known: it is passed over. */
    const unknownOf = ({ type, tag }: Extract<Shape, { _tag: 'KnownType' }>): JsonSchema => {
      const kinds = casesOf([type], tag).map((one) => one.tag)
      return {
        type: 'object',
        properties: { [tag]: { type: 'string', not: { enum: kinds } } },
        required: [tag],
        ...(input ? { maxProperties: maxFields } : {}),
      }
    }

    const schemaOf = (shape: Shape): JsonSchema => {
      switch (shape._tag) {
        case 'StringType':
          return { type: 'string' }
        case 'NumberType':
          return { type: 'number' }
        case 'BooleanType':
          return { type: 'boolean' }
        case 'NullType':
          return { type: 'null' }
        case 'LiteralType':
          return { const: shape.value }
        case 'TypedType':
          return part(`Typed${shape.name}`, shape, () => {
            const schema = typedScalars[shape.name]
            if (schema === undefined) throw new Error(`no schema for what is typed as ${shape.name}`)
            return schema(shape.most)
          })
        case 'RefinementType':
          return part(shape.name, shape, () => {
            const scalar = known[shape.name]
            if (scalar === undefined) throw new Error(`no schema for ${shape.name}`)
            return scalar.schema
          })
        case 'ArrayType':
        case 'ReadonlyArrayType':
          return { type: 'array', items: schemaOf(shape.type) }
        case 'ListType':
          return { type: 'array', items: schemaOf(shape.type), maxItems: shape.most }
        case 'KnownType':
          return { type: 'array', items: { anyOf: [schemaOf(shape.type), unknownOf(shape)] } }
        case 'UnionType': {
          const make = (): JsonSchema => union(shape.name, shape.types, shape.tag)
          return isName(shape.name) ? part(shape.name, shape, make) : make()
        }
        case 'ExactType':
          return isName(shape.name) ? part(shape.name, shape, () => record(shape)) : record(shape)
        case 'InterfaceType':
        case 'PartialType':
        case 'IntersectionType':
          return record(shape)
        case 'DictionaryType': {
          const make = (): JsonSchema => dictionary(shape.domain, shape.codomain)
          return isName(shape.name) ? part(shape.name, shape, make) : make()
        }
        case 'ReadonlyType':
          return schemaOf(shape.type)
        default:
          // A codec may be of a kind that `Shape` does not know.
          shape satisfies never
          throw new Error('no schema for a part of another kind')
      }
    }
    return schemaOf
  }

  for (const codec of parts.inputs) schemasOf(true)(shapeOf(codec))
  for (const codec of parts.answers) schemasOf(false)(shapeOf(codec))
  return found
}

/** Whether a codec was given a name, and not the one that io-ts makes of its parts. */
const isName = (name: string): boolean => /^\w+$/.test(name)
