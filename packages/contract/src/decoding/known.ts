import * as t from 'io-ts'
import { casesOf } from './records.ts'
import { shapeOf } from './shape.ts'

/** A list of records of kinds that may become more: what `known` makes. */
export class KnownType<A> extends t.Type<Array<A>, unknown> {
  readonly _tag = 'KnownType' as const
  readonly type: t.Type<A, unknown>
  readonly tag: string

  constructor(type: t.Type<A, unknown> & { readonly types: ReadonlyArray<t.Mixed> }, tag: string) {
    const tags = new Set(casesOf(type.types.map(shapeOf), tag).map((one) => one.tag))
    const list = t.array(type)
    const isUnknown = (item: unknown): boolean => {
      const kind = t.UnknownRecord.is(item) ? item[tag] : undefined
      return typeof kind === 'string' && !tags.has(kind)
    }
    super(
      `Known<${type.name}>`,
      list.is,
      (u, context) => list.validate(Array.isArray(u) ? u.filter((item) => !isUnknown(item)) : u, context),
      list.encode,
    )
    this.type = type
    this.tag = tag
  }
}

/**
 * A list of records that are told apart by what stands in a field. Those of a kind that this version does not know are
 * passed over: a newer one may have more kinds.
 *
 * @example known(Change, 'row').decode([{ row: 'poll' }]) // right: []
 */
export const known = <A>(
  type: t.Type<A, unknown> & { readonly types: ReadonlyArray<t.Mixed> },
  tag: string,
): KnownType<A> => new KnownType(type, tag)
