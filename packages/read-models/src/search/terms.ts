import { charactersOf, isInWord, isUnspaced, searchable } from './characters.ts'
import { beginsAt, partTokens, type Piece, piecesOf, startToken, wordsIn, wordToken } from './tokens.ts'

/** Something that is looked for: a word or a part of one, or what stands between quotes. */
export interface Term {
  /** As `searchable`. */
  readonly text: string
  /** In quotes, it is found only where it has no part of a word at either end. */
  readonly quoted: boolean
}

const quotedOrNot = /"([^"]*)"|[^\s"]+|"/gu
const typographic = /[\u201c\u201d\u201e\u00ab\u00bb]/gu

/** What somebody looks for. A quote that is not closed is none. */
export const termsOf = (typed: string): ReadonlyArray<Term> => {
  const terms: Array<Term> = []
  for (const [all, inside] of typed.replaceAll(typographic, '"').matchAll(quotedOrNot)) {
    const quoted = inside !== undefined
    const text = searchable(inside ?? all.replaceAll('"', ''))
    if (quoted && text !== '') terms.push({ text, quoted })
    // What folds to several pieces is looked for by each of them.
    else for (const piece of text.split(' ')) if (piece !== '') terms.push({ text: piece, quoted })
  }
  return terms
}

/** Terms of one or two characters are found where words begin; those of scripts without blanks anywhere. */
const isShort = (text: string): boolean => {
  const characters = charactersOf(text.slice(0, 6))
  return characters.length < 3 && !characters.some(isUnspaced)
}

/** So many parts of a piece are looked up: with fewer, more messages that are not meant are looked at. */
const mostParts = 16

/** The tokens of what stands somewhere within a piece; none where it is too short for that. */
const tokensWithin = (piece: Piece): ReadonlyArray<string> => {
  const parts = [...partTokens(piece)].filter((part) => piece.length === 2 || charactersOf(part).length === 3)
  const step = Math.max(1, (parts.length - 1) / (mostParts - 1))
  return parts.filter((_, n) => n === 0 || Math.floor(n / step) !== Math.floor((n - 1) / step))
}

/** The token of a piece that begins where something begins. */
const tokenOfStart = (piece: Piece): string => {
  const [first = ''] = piece
  return startToken(isUnspaced(first) ? first : piece.slice(0, 2).join(''))
}

/** The tokens of a term that is found in any way: it is one piece. */
const tokensOfPart = ({ text }: Term): ReadonlyArray<string> =>
  piecesOf(text).flatMap((piece) => (isShort(text) ? [tokenOfStart(piece)] : tokensWithin(piece)))

/** The tokens of a term that is found with no part of a word at either end. */
const tokensOfWhole = ({ text }: Term): ReadonlyArray<string> =>
  piecesOf(text).flatMap((piece, n) => {
    const words = [...wordsIn(piece)].map(wordToken)
    if (words.length > 0 && piece.every(isInWord)) return words
    // Only the first piece may stand within another.
    const begins = n > 0 || isShort(text)
    return [...words, ...tokensWithin(piece), ...(begins ? [tokenOfStart(piece)] : [])]
  })

/** So many tokens are looked up at the most: those that say more than others. What has them is held against all terms. */
const mostTokens = 24

/** What every message has among its tokens that has all terms as whole words, or in any way. */
export const tokensFor = (terms: ReadonlyArray<Term>, whole: boolean): ReadonlyArray<string> => {
  const tokens = terms.flatMap((term) => (whole || term.quoted ? tokensOfWhole(term) : tokensOfPart(term)))
  return [...new Set(tokens)].toSorted((a, b) => b.length - a.length).slice(0, mostTokens)
}

/** Where a term is found in a text, from a place on. */
export interface Match {
  readonly from: number
  readonly to: number
  /** With no part of a word at either end. */
  readonly whole: boolean
}

const lastOf = (text: string): string | undefined => charactersOf(text.slice(-2)).at(-1)
const firstOf = (text: string): string => String.fromCodePoint(text.codePointAt(0) ?? 0)

const isBoundary = (left: string | undefined, right: string | undefined): boolean =>
  left === undefined || right === undefined || !isInWord(left) || !isInWord(right)

/** All places in a searchable text where a term is found. */
export function* matchesOf({ text: term, quoted }: Term, text: string): Generator<Match> {
  const short = isShort(term)
  for (let from = text.indexOf(term); from >= 0; from = text.indexOf(term, from + 1)) {
    const to = from + term.length
    const before = lastOf(text.slice(Math.max(0, from - 2), from))
    const after = to < text.length ? firstOf(text.slice(to, to + 2)) : undefined
    const whole = isBoundary(before, firstOf(term)) && isBoundary(lastOf(term), after)
    if (short && !beginsAt(before, firstOf(term))) continue
    if (!quoted || whole) yield { from, to, whole }
  }
}

/** How a searchable text has all of the terms: each as a whole word somewhere, each in some way, or not. */
export const foundIn = (terms: ReadonlyArray<Term>, text: string): 'whole' | 'part' | 'not' => {
  let whole = true
  for (const term of terms) {
    let found = false
    let asWhole = false
    for (const match of matchesOf(term, text)) {
      found = true
      asWhole ||= match.whole
      if (asWhole) break
    }
    if (!found) return 'not'
    whole &&= asWhole
  }
  return whole ? 'whole' : 'part'
}
