import { charactersOf, isInWord, isUnspaced } from './characters.ts'

/** The longest word, in characters, that is found as a whole; of longer ones the parts are. */
const longestWord = 40

/** A piece of text between blanks, by characters. */
export type Piece = ReadonlyArray<string>

/** The pieces of a searchable text. */
export const piecesOf = (text: string): ReadonlyArray<Piece> =>
  text === '' ? [] : text.split(' ').map(charactersOf)

/** A word as a whole. */
export const wordToken = (word: string): string => `=${word}`

/** What words begin with: one or two characters. */
export const startToken = (start: string): string => `^${start}`

/** All that three characters in a row make, and two where one of them is of a script without blanks. */
export function* partTokens(piece: Piece): Generator<string> {
  for (const [n, first] of piece.entries()) {
    const second = piece[n + 1]
    if (second === undefined) return
    if (isUnspaced(first) || isUnspaced(second)) yield first + second
    const third = piece[n + 2]
    if (third !== undefined) yield first + second + third
  }
}

/** The words of a piece that can be found as a whole. */
export function* wordsIn(piece: Piece): Generator<string> {
  let word: Array<string> = []
  for (const character of [...piece, ' ']) {
    if (isInWord(character)) {
      word.push(character)
      continue
    }
    if (word.length > 0 && word.length <= longestWord) yield word.join('')
    word = []
  }
}

/**
 * Whether something may be said to begin at a character: a piece, a word, each character of a script without blanks, and
 * each sign that no keyboard of Latin letters has, as a smiley is.
 */
export const beginsAt = (before: string | undefined, character: string): boolean =>
  before === undefined ||
  before === ' ' ||
  isUnspaced(character) ||
  (isInWord(character) ? !isInWord(before) : character >= '\u0080')

function* startsIn(piece: Piece): Generator<string> {
  for (const [n, first] of piece.entries()) {
    if (!beginsAt(piece[n - 1], first)) continue
    yield first
    const second = piece[n + 1]
    if (second !== undefined && !isUnspaced(first)) yield first + second
  }
}

/** By which tokens a searchable text is found, each once. None has a blank in it. */
export const tokensOf = (text: string): ReadonlySet<string> => {
  const tokens = new Set<string>()
  for (const piece of piecesOf(text)) {
    for (const part of partTokens(piece)) tokens.add(part)
    for (const start of startsIn(piece)) tokens.add(startToken(start))
    for (const word of wordsIn(piece)) tokens.add(wordToken(word))
  }
  return tokens
}
