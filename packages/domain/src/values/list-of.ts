import * as t from 'io-ts'

/** A list whose length is bounded: what `listOf` makes. */
export class ListType<A, O> extends t.Type<ReadonlyArray<A>, ReadonlyArray<O>> {
  readonly _tag = 'ListType' as const
  readonly type: t.Type<A, O>
  readonly most: number

  constructor(type: t.Type<A, O>, most: number) {
    const tooLong = t.refinement(t.unknown, () => false, `at most ${most}`)
    super(
      `ReadonlyArray<${type.name}>`,
      (u): u is ReadonlyArray<A> => Array.isArray(u) && u.length <= most && u.every(type.is),
      (u, context) => {
        if (!Array.isArray(u)) return t.failure(u, context)
        if (u.length > most) {
          const key = context.at(-1)?.key ?? ''
          return t.failure(u, [...context.slice(0, -1), { key, type: tooLong, actual: u }])
        }
        const items: Array<A> = []
        for (const [index, item] of u.entries()) {
          const decoded = type.validate(item, t.appendContext(context, String(index), type, item))
          if (decoded._tag === 'Left') return decoded
          items.push(decoded.right)
        }
        return t.success(items)
      },
      (items) => items.map(type.encode),
    )
    this.type = type
    this.most = most
  }
}

/**
 * A list of at most so many items, for whatever comes from outside. Its length is looked at before its items, and
 * decoding ends at the first item that is wrong: io-ts's own array would collect an error of every item, which is
 * dear where there are many.
 *
 * @example
 * listOf(UserId, 100).decode(['ada', 'bo']) // right
 */
export const listOf = <A, O>(item: t.Type<A, O>, most: number): ListType<A, O> => new ListType(item, most)
