import type { JsonObject } from '../kit/upcaster.ts'

/** How deep objects and lists may stand in one another in what people attach, the outermost counted. */
export const maxDataDepth = 16
/** The most bytes of the data of a message. */
export const maxDataBytes = 16 * 1024

const encoder = new TextEncoder()

// A NUL, or half of a surrogate pair, in JSON as it is written; what stands behind an escaped backslash is neither.
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/

const isJson = (value: unknown, depth: number): boolean => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value !== 'object') return typeof value === 'number' && Number.isFinite(value)
  return depth > 0 && Object.values(value).every((inner) => isJson(inner, depth - 1))
}

/**
 * Whether a value is a JSON object that a store gives back as it was, of at most so many bytes as it is written (UTF-8),
 * and at most `maxDataDepth` deep.
 */
export const fitsInto = (value: unknown, mostBytes: number): value is JsonObject => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  if (!isJson(value, maxDataDepth)) return false
  const json = JSON.stringify(value)
  // A unit of a text takes a byte at the least: what is too long by far is not encoded.
  return json.length <= mostBytes && encoder.encode(json).length <= mostBytes && !unstorable.test(json)
}
