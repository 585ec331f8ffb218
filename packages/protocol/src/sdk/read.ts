/** Reads a value out of JSON: gives it without the fields that are not known, or throws. */
export type Read = (value: unknown) => unknown

/** What the fields of a record are read by. */
export type Fields = Readonly<Record<string, Read>>

const refuse = (): never => {
  throw new TypeError()
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

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
    Array.isArray(value) ? value.map((item) => read(item)).filter((item) => item !== undefined) : refuse()

export const record = (fields: Fields): Read => {
  const reads = Object.entries(fields)
  return (value) => {
    if (!isRecord(value)) return refuse()
    const known: Record<string, unknown> = {}
    for (const [field, read] of reads) {
      const inner = read(value[field])
      if (inner !== undefined) known[field] = inner
    }
    return known
  }
}

/** A record each of whose fields may be absent. */
export const partial = (fields: Fields): Read =>
  record(Object.fromEntries(Object.entries(fields).map(([field, read]) => [field, optional(read)])))

/** A record whose names are not known beforehand. */
export const dictionary =
  (readName: Read, readValue: Read): Read =>
  (value) =>
    isRecord(value)
      ? Object.fromEntries(
          Object.entries(value).map(([name, one]) => [String(readName(name)), readValue(one)]),
        )
      : refuse()

/**
 * Records that are told apart by what stands in one field. `other` reads those of a kind that is not known, of a later
 * version; without it they are refused.
 */
export const tagged = (
  tag: string,
  cases: Readonly<Record<string, Fields>>,
  other: (value: Readonly<Record<string, unknown>>) => unknown = refuse,
): Read => {
  const records = new Map<unknown, Read>(
    Object.entries(cases).map(([name, fields]) => [name, record({ [tag]: oneOf(name), ...fields })]),
  )
  return (value) => {
    if (!isRecord(value)) return refuse()
    const kind = value[tag]
    return (records.get(kind) ?? (typeof kind === 'string' ? other : refuse))(value)
  }
}

/** What is left out. */
export const leftOut = (): undefined => undefined

/** What is known by its kind alone. */
export const kindAlone = ({ _tag }: Readonly<Record<string, unknown>>): unknown => ({ _tag })

/** A body of whichever kind, by the text that it has for those who do not know it. */
export const textAlone = ({ text }: Readonly<Record<string, unknown>>): unknown => ({
  kind: 'text',
  text: typeof text === 'string' ? text : '',
})
