/** A hue from 0 to 359 that is always the same for a name; FNV-1a, spread by the golden angle. */
export const hueOf = (name: string): number => {
  let hash = 0x811c9dc5
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return Math.round(((hash >>> 0) % 997) * 137.508) % 360
}

/** One or two letters for a name: `ada lovelace` and `ada_l` are `AL`, `ada` is `A`. */
export const initialsOf = (name: string): string => {
  const words = name.split(/[\s._@-]+/u).filter((word) => word !== '')
  const first = firstOf(words[0] ?? name)
  const second = words.length > 1 ? firstOf(words.at(-1) ?? '') : ''
  return (first + second).toLocaleUpperCase()
}

const letters = new Intl.Segmenter()

/** The first character of a text as people see it: an emoji of several code points is one. */
const firstOf = (text: string): string => letters.segment(text).containing(0)?.segment ?? '?'
