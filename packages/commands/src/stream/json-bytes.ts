import type { Json } from '@parley/event-store'

// JSON writes a control character as six bytes; any other UTF-16 unit takes three at most.
const textBytes = (text: string): number =>
  text.length < 100 ? text.length * 6 + 2 : Buffer.byteLength(JSON.stringify(text))

/** The bytes that a value takes as JSON in UTF-8, or somewhat more: cheaper than writing it out. */
export const jsonBytes = (value: Json): number => {
  if (typeof value === 'string') return textBytes(value)
  if (value === null || typeof value !== 'object') return 24
  let bytes = 2
  if (Array.isArray(value)) {
    for (const item of value) bytes += jsonBytes(item) + 1
    return bytes
  }
  for (const [key, item] of Object.entries(value)) bytes += textBytes(key) + jsonBytes(item) + 2
  return bytes
}
