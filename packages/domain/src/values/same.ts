import { sameText } from '../text/as-seen.ts'

const fieldsOf = (value: object): ReadonlyArray<readonly [string, unknown]> =>
  Object.entries(value).filter(([, inner]) => inner !== undefined)

/** Whether two values of JSON say the same, in whatever order their fields stand; texts as people see them. */
export const sameValue = (one: unknown, other: unknown): boolean => {
  if (typeof one === 'string' && typeof other === 'string') return sameText(one, other)
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return one === other
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const fields = fieldsOf(one)
  const others = new Map(fieldsOf(other))
  return (
    fields.length === others.size &&
    fields.every(([name, inner]) => others.has(name) && sameValue(inner, others.get(name)))
  )
}
