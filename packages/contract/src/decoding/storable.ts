/** In JSON, only an escape can bring a NUL or half of a surrogate pair into a string. */
const suspicious = /\\u(?:0000|[dD][89a-fA-F])/

/**
 * The path of the first string in a frame that no store could give back as it came: one with a NUL or with half of
 * a surrogate pair. `json` is the text that the frame was read from: most texts need no look at the frame.
 */
export const unstorable = (json: string, frame: object): string | undefined =>
  suspicious.test(json) ? find(frame, '') : undefined

const find = (value: unknown, path: string): string | undefined => {
  if (typeof value === 'string') return value.includes('\u0000') || !value.isWellFormed() ? path : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const found = find(inner, path === '' ? key : `${path}.${key}`)
    if (found !== undefined) return found
  }
  return undefined
}
