import type { PgType, Value } from '../table/column.ts'

const special = /["\\]/
const everySpecial = /["\\]/g

const asText = (text: string): string =>
  special.test(text) ? `"${text.replace(everySpecial, '\\$&')}"` : `"${text}"`

/** One value as it stands in the text of a Postgres array. */
const element = (type: PgType, value: Value | undefined): string => {
  if (value === null || value === undefined) return 'NULL'
  if (type === 'json' || typeof value === 'object') return asText(JSON.stringify(value))
  // The other types hold nothing that would need quotes: their codecs see to it.
  return type === 'text' || type === 'json-text' ? asText(String(value)) : String(value)
}

/** Values as the text of a Postgres array: a parameter that `unnest` takes apart again. */
export const arrayText = <R>(
  type: PgType,
  rows: ReadonlyArray<R>,
  value: (row: R) => Value | undefined,
): string => {
  let text = '{'
  for (let n = 0; n < rows.length; n++) {
    if (n > 0) text += ','
    text += element(type, value(rows[n] as R))
  }
  return `${text}}`
}
