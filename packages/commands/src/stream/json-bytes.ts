import type { Json } from '@parley/event-store'

// JSON writes some UTF-16 units as six bytes; most texts are short, and then it need not be known which.
const textBytes = (text: string): number =>
  text.length < 100 ? text.length * 6 + 2 : Buffer.byteLength(JSON.stringify(text))

/** The bytes that a value takes as JSON in UTF-8, or somewhat more: cheaper than writing it out. */
export const jsonBytes = (value: Json): number => {
  if (typeof value === 'string') return textBytes(value)
  if (value === null || typeof value !== 'object') return 24
  let bytes = 2
  // An array's items come with their indices here, which only adds to the bytes.
  for (const [key, item] of Object.entries(value)) bytes += textBytes(key) + jsonBytes(item) + 2
  return bytes
}
