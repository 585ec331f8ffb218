/** Reads a value out of JSON: gives it without the fields that are not known, or throws. */
export type Read = (value: unknown) => unknown

/** What the fields of a record are read by. */
export type Fields = Readonly<Record<string, Read>>

const refuse = (): never => {
  throw new TypeError()
}

type AnyRecord = Readonly<Record<string, unknown>>

const isRecord = (value: unknown): value is AnyRecord => Object(value) === value && !Array.isArray(value)

/** Reads a record; whatever is none is refused. */
const ofRecord =
  (read: (value: AnyRecord) => unknown): Read =>
  (value) =>
    isRecord(value) ? read(value) : refuse()

/** What passes a check, as it is. */
export const passing =
  (check: (value: unknown) => boolean): Read =>
  (value) =>
    check(value) ? value : refuse()

const orElse =
  (nothing: unknown) =>
  (read: Read): Read =>
  (value) =>
    value === nothing ? value : read(value)

export const orNull = orElse(null)

/** A field that may be absent. */
export const optional = orElse(undefined)

export const oneOf = (...literals: ReadonlyArray<unknown>): Read =>
  passing((value) => literals.includes(value))

/** A list, but for what is read as nothing. */
export const list =
  (read: Read): Read =>
  (value) =>
    Array.isArray(value) ? value.map(read).filter((item) => item !== undefined) : refuse()

export const record = (fields: Fields): Read => {
  const reads = Object.entries(fields)
  return ofRecord((value) => {
    const known: Record<string, unknown> = {}
    for (const [field, read] of reads) {
      const inner = read(value[field])
      if (inner !== undefined) known[field] = inner
    }
    return known
  })
}

const optionals = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([field, read]) => [field, optional(read)]))

/** A record each of whose fields may be absent. */
export const partial = (fields: Fields): Read => record(optionals(fields))

/** The fields of a change of a public row: what the row is known by, and what becomes of what is set and added to in it. */
export const change = (
  key: Fields,
  columns: Fields = {},
  nullable: Fields = {},
  counters: Fields = {},
): Fields => ({
  ...key,
  ...optionals({
    put: record({ ...columns, ...optionals({ ...nullable, ...counters }) }),
    patch: partial({ ...columns, ...nullable }),
    add: partial(counters),
    remove: oneOf(true),
  }),
})

/** A record whose names are not known beforehand. */
export const dictionary = (readName: Read, readValue: Read): Read =>
  ofRecord((value) =>
    Object.fromEntries(
      Object.entries(value).map(([name, one]) => [readName(name) as string, readValue(one)]),
    ),
  )

/**
 * Records that are told apart by what stands in one field. `other` reads those of a kind that is not known, of a later
 * version; without it they are refused.
 */
export const tagged = (
  tag: string,
  cases: Readonly<Record<string, Fields>>,
  other: (value: AnyRecord) => unknown = refuse,
): Read => {
  const records = new Map<unknown, Read>(
    Object.entries(cases).map(([name, fields]) => [name, record({ [tag]: oneOf(name), ...fields })]),
  )
  return ofRecord((value) => {
    const kind = value[tag]
    return (records.get(kind) ?? (typeof kind === 'string' ? other : refuse))(value)
  })
}

/** What is left out. */
export const leftOut = (): undefined => undefined

/** What is known by its kind alone. */
export const kindAlone = ({ _tag }: AnyRecord): unknown => ({ _tag })

/** A body of whichever kind, by the text that it has for those who do not know it. */
export const textAlone = ({ text }: AnyRecord): unknown => ({
  kind: 'text',
  text: typeof text === 'string' ? text : '',
})
