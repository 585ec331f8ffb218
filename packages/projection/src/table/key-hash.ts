import type { Value } from './column.ts'
import type { AnyRow, AnyTable } from './table.ts'

/** Of FNV-1a. */
const prime = 0x01000193
const basis = 0x811c9dc5

const hashedText = (text: string, from: number): number => {
  const { length } = text
  let hash = from
  let at = 0
  // Four at a time: keys are long, and every operation has one.
  for (; at + 4 <= length; at += 4) {
    const four =
      text.charCodeAt(at) |
      (text.charCodeAt(at + 1) << 8) |
      (text.charCodeAt(at + 2) << 16) |
      (text.charCodeAt(at + 3) << 24)
    hash = Math.imul(hash ^ four, prime)
    hash ^= hash >>> 15
  }
  for (; at < length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
  return hash
}

const partText = (part: Value | undefined): string => (typeof part === 'string' ? part : JSON.stringify(part))

/** 32 bits that follow from a row's key, and are another for nearly every other key. */
export const keyHash = ({ key }: AnyTable, row: AnyRow): number => {
  let hash = basis
  // The parts stay apart: none has a control character in it.
  for (const name of key) hash = Math.imul(hashedText(partText(row[name]), hash) ^ 10, prime)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

/** Whether two rows of a table have the same key. */
export const sameKey = ({ key }: AnyTable, one: AnyRow, other: AnyRow): boolean => {
  for (const name of key) if (one[name] !== other[name]) return false
  return true
}
