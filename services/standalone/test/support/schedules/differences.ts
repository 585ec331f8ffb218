import { isDeepStrictEqual } from 'node:util'

/** Where two values differ, and how: a line for each place, with what the one and the other have there. */
export const differences = (one: unknown, other: unknown, place = ''): ReadonlyArray<string> => {
  if (isDeepStrictEqual(one, other)) return []
  const [fields, others] = [fieldsOf(one), fieldsOf(other)]
  if (fields === undefined || others === undefined) return [`${place}: ${textOf(one)}, not ${textOf(other)}`]
  return [...new Set([...fields.keys(), ...others.keys()])].flatMap((name) =>
    differences(fields.get(name), others.get(name), `${place}.${name}`),
  )
}

const fieldsOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined

const mostCharacters = 300

const textOf = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, mostCharacters)
