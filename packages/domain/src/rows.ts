import type { Rows } from './decider.ts'

/**
 * The row at a key; `undefined` where it does not exist.
 *
 * @throws Error where the key was not looked up: the command's `reads` left it out, a mistake in the decider.
 */
export const rowOf = <Key extends string, Row>(rows: Rows<Key, Row>, key: Key): Row | undefined => {
  const row = rows.get(key)
  if (row === undefined && !rows.has(key)) {
    throw new Error(`a decision asks for ${JSON.stringify(key)}, which its command does not read`)
  }
  return row
}
