import type * as t from 'io-ts'
import { bare, type Shape, shapeOf } from './shape.ts'

/** Where a value is not what it should be: `path` from the value down, '' for the value itself. */
export interface FieldError {
  readonly path: string
  readonly expected: string
}

/** The first of a codec's errors, as the field that it is about. */
export const firstFieldError = (errors: t.Errors): FieldError => {
  const [first] = errors
  return first === undefined ? { path: '', expected: 'a value' } : fieldErrorOf(first)
}

/**
 * A union is looked into by its tag; one without a tag is named as a whole, since each of its members has an error
 * of its own and none is the one that was meant.
 */
const fieldErrorOf = ({ context }: t.ValidationError): FieldError => {
  const path: Array<string> = []
  let expected = 'a value'
  let structural = true
  for (const [depth, { key, type, actual }] of context.entries()) {
    // The members of a union or an intersection are no fields: their keys are their places in its list.
    if (!structural) path.push(key)
    const shape = bare(shapeOf(type))
    expected = shape._tag === 'InterfaceType' || shape._tag === 'PartialType' ? 'object' : type.name
    structural = shape._tag === 'UnionType' || shape._tag === 'IntersectionType'
    if (shape._tag !== 'UnionType') continue
    if (shape.tag === undefined) break
    if (depth < context.length - 1) continue
    if (!isRecord(actual)) return { path: path.join('.'), expected: 'object' }
    return { path: [...path, shape.tag].join('.'), expected: `one of ${tagsOf(shape, shape.tag).join(', ')}` }
  }
  return { path: path.join('.'), expected }
}

const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What a tagged union takes in its tag. */
const tagsOf = (shape: Shape, tag: string): ReadonlyArray<string> => {
  const inner = bare(shape)
  if (inner._tag === 'UnionType' || inner._tag === 'IntersectionType')
    return inner.types.flatMap((type) => tagsOf(type, tag))
  const literal = inner._tag === 'InterfaceType' ? inner.props[tag] : undefined
  return literal?._tag === 'LiteralType' ? [JSON.stringify(literal.value)] : []
}
