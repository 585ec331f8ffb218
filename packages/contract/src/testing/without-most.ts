import type { JsonSchema, SchemaDocument } from '../schema/json-schema.ts'
import { resolving } from './schema-edges.ts'

/** The places of schemas that take a text, a list, a number or a record without a most. */
export const withoutMost = (
  documents: ReadonlyArray<SchemaDocument>,
  refs: ReadonlyArray<string>,
): ReadonlyArray<string> => {
  const resolve = resolving(documents)
  const seen = new Set<string>()

  const refer = (ref: string): ReadonlyArray<string> => {
    if (seen.has(ref)) return []
    seen.add(ref)
    return look(resolve(ref), ref.slice(ref.lastIndexOf('/') + 1))
  }

  const look = (schema: JsonSchema, path: string): ReadonlyArray<string> => {
    if (schema.$ref !== undefined) return refer(schema.$ref)
    const branches = schema.anyOf ?? schema.oneOf
    if (branches !== undefined) return branches.flatMap((one) => look(one, path))
    if (schema.enum !== undefined || 'const' in schema) return []
    switch (schema.type) {
      case 'boolean':
      case 'null':
        return []
      case 'string':
        return schema.maxLength === undefined ? [path] : []
      case 'integer':
      case 'number':
        return schema.minimum === undefined || schema.maximum === undefined ? [path] : []
      case 'array':
        return [
          ...(schema.maxItems === undefined ? [path] : []),
          ...(schema.items === undefined ? [path] : look(schema.items, `${path}[]`)),
        ]
      case 'object':
        return [
          ...(schema.maxProperties === undefined ? [path] : []),
          ...(schema.additionalProperties === undefined
            ? []
            : look(schema.additionalProperties, `${path}{}`)),
          ...Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => look(inner, `${path}.${key}`)),
        ]
      case undefined:
        return [path]
      default:
        return schema.type satisfies never
    }
  }
  return refs.flatMap(refer)
}
