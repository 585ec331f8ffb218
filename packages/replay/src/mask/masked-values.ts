import type { TenantId } from '@parley/domain'
import { brandOf } from '../codecs/branded.ts'
import { type CodecShape, fieldsOf, unknownShape } from '../codecs/shape.ts'
import type { Keyed } from './keyed.ts'

/** Gives a value of a codec with nobody in it. */
export type Masked = (value: unknown, tenantId: TenantId) => unknown

/** How values are masked. */
export interface Masking {
  readonly keyed: Keyed
  readonly omitsText: boolean
}

/**
 * What masks the values of a codec, made from how that is put together: people, and ids that derive from them, wherever
 * they stand, as items of lists and as names in records too. Fields that the codec does not know are left out, since
 * nobody can say what is in them.
 *
 * @throws Error where the codec has something of which nobody has said what it holds.
 */
export const maskedValues = (shape: CodecShape, masking: Masking): Masked => {
  const fields = fieldsOf(shape)
  if (fields !== undefined) return maskedRecord(fields, masking)
  const part = (inner: CodecShape): Masked => maskedValues(inner, masking)
  switch (shape._tag) {
    case 'RefinementType':
      return maskedBrand(shape, masking)
    case 'TypedType':
      return part(shape.type)
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ListType': {
      if (isText(shape.type) && masking.omitsText) return () => []
      const item = part(shape.type)
      return (value, tenantId) => (value as ReadonlyArray<unknown>).map((one) => item(one, tenantId))
    }
    case 'DictionaryType': {
      if (isText(shape.codomain) && masking.omitsText) return () => ({})
      const [name, item] = [part(shape.domain), part(shape.codomain)]
      return (value, tenantId) => {
        const entries = Object.entries(value as Readonly<Record<string, unknown>>)
        return Object.fromEntries(
          entries.map(([key, held]) => [String(name(key, tenantId)), item(held, tenantId)]),
        )
      }
    }
    case 'UnionType': {
      const members = shape.types.map((type) => ({ is: type.is, masked: part(type) }))
      return (value, tenantId) => {
        const member = members.find(({ is }) => is(value))
        if (member === undefined) throw new Error(`not a value of ${shape.name}`)
        return member.masked(value, tenantId)
      }
    }
    case 'LiteralType':
    case 'NumberType':
    case 'BooleanType':
    case 'NullType':
      return (value) => value
    case 'ExactType':
    case 'ReadonlyType':
      return part(shape.type)
    case 'InterfaceType':
    case 'PartialType':
    case 'IntersectionType':
      throw new Error(`${shape.name} is no record`)
    default:
      return unknownShape(shape)
  }
}

const maskedRecord = (fields: ReadonlyMap<string, CodecShape>, masking: Masking): Masked => {
  const parts = [...fields]
    .filter(([, field]) => !(masking.omitsText && isText(field)))
    .map(([name, field]) => [name, maskedValues(field, masking)] as const)
  return (value, tenantId) => {
    const record = value as Readonly<Record<string, unknown>>
    const given: Record<string, unknown> = {}
    for (const [name, masked] of parts)
      if (record[name] !== undefined) given[name] = masked(record[name], tenantId)
    return given
  }
}

const maskedBrand = (codec: { readonly name: string }, { keyed, omitsText }: Masking): Masked => {
  const { holds } = brandOf(codec)
  switch (holds) {
    case 'person':
      return (value, tenantId) => keyed.person(tenantId, String(value))
    case 'derived':
      return (value) => keyed.id(String(value))
    case 'command':
      return (value, tenantId) => keyed.command(tenantId, String(value))
    case 'text':
      // A field that is text is left out as a whole, so that there is no place where a part of it would stand.
      if (omitsText) throw new Error(`${codec.name} stands where it can't be left out`)
      return (value) => value
    case 'plain':
      return (value) => value
    default:
      return holds satisfies never
  }
}

/** Whether a field is what somebody wrote, or null. */
export const isText = (shape: CodecShape): boolean => {
  switch (shape._tag) {
    case 'RefinementType':
      return brandOf(shape).holds === 'text'
    case 'TypedType':
      return isText(shape.type)
    case 'UnionType':
      return (
        shape.types.some(({ _tag }) => _tag !== 'NullType') &&
        shape.types.every((type) => type._tag === 'NullType' || isText(type))
      )
    case 'ExactType':
    case 'ReadonlyType':
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'ListType':
    case 'InterfaceType':
    case 'PartialType':
    case 'IntersectionType':
    case 'DictionaryType':
    case 'LiteralType':
    case 'NumberType':
    case 'BooleanType':
    case 'NullType':
      return false
    default:
      return unknownShape(shape)
  }
}
