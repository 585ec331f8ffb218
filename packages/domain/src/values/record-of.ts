import * as t from 'io-ts'

/**
 * A record whose names are not known beforehand: each name, and each value, is one of a kind. io-ts' own leaves out, in
 * silence, whatever stands under another name.
 *
 * @example
 * recordOf(FeedId, Segment, 'SegmentByFeed').decode({ main: 3, 'No Feed': 4 }) // left, of "No Feed"
 */
export const recordOf = <Name extends string, Value, Output>(
  name: t.Type<Name, string>,
  value: t.Type<Value, Output>,
  label: string,
): t.Type<Record<Name, Value>, Record<Name, Output>> =>
  new t.DictionaryType(
    label,
    (u): u is Record<Name, Value> =>
      isRecord(u) && Object.entries(u).every(([key, item]) => name.is(key) && value.is(item)),
    (u, context) => {
      if (!isRecord(u)) return t.failure(u, context)
      const decoded: Array<readonly [string, Value]> = []
      for (const [key, item] of Object.entries(u)) {
        const known = name.validate(key, t.appendContext(context, key, name, key))
        if (known._tag === 'Left') return known
        const held = value.validate(item, t.appendContext(context, key, value, item))
        if (held._tag === 'Left') return held
        decoded.push([key, held.right])
      }
      return t.success(Object.fromEntries(decoded) as Record<Name, Value>)
    },
    (record) =>
      Object.fromEntries(
        Object.entries<Value>(record).map(([key, item]) => [key, value.encode(item)]),
      ) as Record<Name, Output>,
    name,
    value,
  )

const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> =>
  t.UnknownRecord.is(u) && !Array.isArray(u)
