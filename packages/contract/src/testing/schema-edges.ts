import * as fc from 'fast-check'
import { fieldsOf } from '../decoding/records.ts'
import { bare, type Shape } from '../decoding/shape.ts'
import type { JsonSchema, SchemaDocument } from '../schema/json-schema.ts'
import { valueOf } from './arbitrary.ts'

/** Finds what a reference names: one within a document by the document that it stands in, since names are unique. */
export const resolving =
  (documents: ReadonlyArray<SchemaDocument>) =>
  (ref: string): JsonSchema => {
    const [id, name = ''] = ref.split('#/$defs/')
    for (const { $id, $defs } of documents) {
      const schema = $defs[name]
      if (schema !== undefined && (id === '' || id === $id)) return schema
    }
    throw new Error(`${ref} is nowhere`)
  }

type Resolve = ReturnType<typeof resolving>

/**
 * Values at the edges of a schema, the last that it takes and the first that it does not: for a record, a value of
 * it with one field gone, or at the edge of that field's schema, at a time.
 */
export const variants = (
  value: unknown,
  shape: Shape,
  schema: JsonSchema,
  resolve: Resolve,
): ReadonlyArray<unknown> => {
  if (schema.properties === undefined || typeof value !== 'object' || value === null)
    return scalarEdges(schema, resolve)
  return [
    { ...value, unknown: 1 },
    ...Object.entries(schema.properties).flatMap(([name, inner]) => {
      const { [name]: _, ...others }: Record<string, unknown> = { ...value }
      const field = fieldsOf(shape).get(name)
      const lists = field === undefined ? [] : listEdges(bare(field.shape), inner)
      return [
        others,
        ...[...scalarEdges(inner, resolve), ...lists].map((edge) => ({ ...value, [name]: edge })),
      ]
    }),
  ]
}

const scalarEdges = (schema: JsonSchema, resolve: Resolve): ReadonlyArray<unknown> => {
  if (schema.$ref !== undefined) return scalarEdges(resolve(schema.$ref), resolve)
  const { anyOf, minimum = 0, maximum = 0, minLength = 0, maxLength = 0 } = schema
  switch (schema.type) {
    case 'string':
      return [minLength - 1, minLength, maxLength, maxLength + 1].flatMap(textsOf)
    case 'integer':
    case 'number':
      return [minimum - 1, minimum, minimum + 0.5, maximum, maximum + 1, String(maximum)]
    case 'boolean':
    case 'null':
    case 'array':
    case 'object':
      return [true, 'true', null, [], {}, 0, '']
    case undefined:
      return [
        ...(anyOf ?? []).flatMap((one) => scalarEdges(one, resolve)),
        ...(schema.enum ?? []),
        ...('const' in schema ? [schema.const] : []),
        'none of them',
        null,
      ]
    default:
      return schema.type satisfies never
  }
}

/** Texts of so many code points, one of them mostly of what cannot be seen. */
const textsOf = (length: number): ReadonlyArray<string> =>
  length < 0 ? [] : ['a'.repeat(length), '🦜'.repeat(length), 'a'.padStart(length, '\u200b').slice(0, length)]

const listEdges = (shape: Shape, { maxItems }: JsonSchema): ReadonlyArray<unknown> => {
  if (maxItems === undefined || shape._tag !== 'ListType') return []
  const [item] = fc.sample(valueOf(shape.type), { numRuns: 1, seed: maxItems })
  return [maxItems, maxItems + 1].map((length) => Array.from({ length }, () => item))
}
