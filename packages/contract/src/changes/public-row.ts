import * as t from 'io-ts'

/** What a public row is made of. */
interface Description<
  Key extends t.Props,
  Columns extends t.Props,
  Nullable extends t.Props,
  Counters extends t.Props,
> {
  /** What it is known by within its channel. */
  readonly key: Key
  /** What is set, and always something. */
  readonly columns: Columns
  /** What is set, and may be null: where a put leaves it out, it is. */
  readonly nullable: Nullable
  /** What is added to: where a put leaves it out, it is 0. */
  readonly counters: Counters
}

/**
 * A public row, and the codec of what happens to one of its kind. `put`: the row is this from now on, whatever it was;
 * `patch`: these columns are this from now on; `add`: these counters are by so much more; `remove`: it is there no
 * more. A patch and an addition may come together. To a row that is not there neither does anything.
 */
export const publicRow = <
  Name extends string,
  Key extends t.Props,
  Columns extends t.Props,
  Nullable extends t.Props,
  Counters extends t.Props,
>(
  name: Name,
  { key, columns, nullable, counters }: Description<Key, Columns, Nullable, Counters>,
) => ({
  name,
  key: Object.keys(key),
  columns: Object.keys({ ...columns, ...nullable }),
  nullable: Object.keys(nullable),
  counters: Object.keys(counters),
  change: t.exact(
    t.intersection([
      t.type({ row: t.literal(name), ...key }),
      t.partial({
        put: t.exact(t.intersection([t.type(columns), t.partial({ ...nullable, ...counters })])),
        patch: t.exact(t.partial({ ...columns, ...nullable })),
        add: t.exact(t.partial(counters)),
        remove: t.literal(true),
      }),
    ]),
    `${name} change`,
  ),
})
