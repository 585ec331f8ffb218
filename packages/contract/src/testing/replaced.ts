/** A copy with the `at`th of its fields, at any depth, replaced. */
export const replaced = (value: unknown, at: number, junk: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return junk
  const keys = Object.keys(value)
  const chosen = keys[at % Math.max(keys.length, 1)]
  if (chosen === undefined) return junk
  const inner: unknown = Reflect.get(value, chosen)
  const deeper = at % 2 === 0 ? junk : replaced(inner, Math.floor(at / 2), junk)
  return Array.isArray(value) ? value.with(keys.indexOf(chosen), deeper) : { ...value, [chosen]: deeper }
}
