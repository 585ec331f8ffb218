/** A name quoted for SQL. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const schemaName = /^[a-z_][a-z0-9_]{0,47}$/

/** Throws a `RangeError` where this is no name for a generation's schema: 1 to 48 of `a-z 0-9 _`, no digit first. */
export const assertSchemaName = (schema: string): void => {
  if (!schemaName.test(schema)) throw new RangeError(`not a schema's name: ${JSON.stringify(schema)}`)
}
