import { searchable } from './characters.ts'
import { type Match, matchesOf, type Term } from './terms.ts'

/** A stretch of a text, in UTF-16 units. */
type Stretch = readonly [from: number, to: number]

const plain = /^[\0-\x7f]*$/
/** What folds for itself: a letter with its marks, or the parts of a Korean syllable. */
const clusters = /[\u1100-\u11ff]+|\P{M}\p{M}*|\p{M}+/gu

/** A text as it is searched in, with the place in the text itself of each of its units. */
const mapped = (text: string): { readonly text: string; readonly places: ReadonlyArray<Stretch> } => {
  const places: Array<Stretch> = []
  let folded = ''
  let at = 0
  const add = (made: string, to: number): void => {
    for (let n = 0; n < made.length; n += 1) places.push([at, to])
    folded += made
  }
  for (const [cluster] of text.matchAll(plain.test(text) ? /[^]/g : clusters)) {
    const to = at + cluster.length
    // Between two letters, so that blanks at its ends stay, as they do within the text.
    const made = searchable(`x${cluster}x`).slice(1, -1)
    const isAfterBlank = folded === '' || folded.endsWith(' ')
    add(isAfterBlank && made.startsWith(' ') ? made.slice(1) : made, to)
    at = to
  }
  return { text: folded, places }
}

/**
 * Where in a text the terms are, in order and without overlaps, as offsets in UTF-16 units: the first `most` of them.
 */
export const highlightsIn = (
  terms: ReadonlyArray<Term>,
  text: string,
  most: number,
): ReadonlyArray<Stretch> => {
  const { text: within, places } = mapped(text)
  const found = terms
    .flatMap((term) => matchesWithin(term, within, most))
    .map(({ from, to }): Stretch => [places[from]?.[0] ?? 0, places[to - 1]?.[1] ?? 0])
    .toSorted((a, b) => a[0] - b[0] || b[1] - a[1])
  const merged: Array<[number, number]> = []
  for (const [from, to] of found) {
    const last = merged.at(-1)
    if (last === undefined || from >= last[1]) merged.push([from, to])
    else last[1] = Math.max(last[1], to)
  }
  return merged.slice(0, most)
}

const matchesWithin = (term: Term, text: string, most: number): ReadonlyArray<Match> => {
  const matches: Array<Match> = []
  for (const match of matchesOf(term, text)) if (matches.push(match) >= most) break
  return matches
}
