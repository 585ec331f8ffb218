import { bare, type Shape } from './shape.ts'

/** What stands under one name in a record; `optional`: it may be absent. */
export interface Field {
  readonly shape: Shape
  readonly optional: boolean
}

/**
 * The fields of a record by name, those of its parts together.
 *
 * @throws Error where the codec is of no record.
 */
export const fieldsOf = (shape: Shape): ReadonlyMap<string, Field> => {
  const inner = bare(shape)
  if (inner._tag === 'IntersectionType') return new Map(inner.types.flatMap((type) => [...fieldsOf(type)]))
  if (inner._tag !== 'InterfaceType' && inner._tag !== 'PartialType')
    throw new Error(`no record: ${inner.name}`)
  const optional = inner._tag === 'PartialType'
  return new Map(Object.entries(inner.props).map(([name, field]) => [name, { shape: field, optional }]))
}

/** A record of a union, and the value in its tag by which it is told apart. */
export interface Case {
  readonly tag: string
  readonly shape: Shape
}

/**
 * The records of a union that are told apart by a field, those of unions in it too.
 *
 * @throws Error where one of them has no such field with a name in it.
 */
export const casesOf = (types: ReadonlyArray<Shape>, tag: string): ReadonlyArray<Case> =>
  types.flatMap((shape) => {
    const inner = bare(shape)
    if (inner._tag === 'UnionType') return casesOf(inner.types, tag)
    const literal = fieldsOf(shape).get(tag)?.shape
    if (literal?._tag !== 'LiteralType' || typeof literal.value !== 'string')
      throw new Error(`no tag: ${shape.name}`)
    return [{ tag: literal.value, shape }]
  })
