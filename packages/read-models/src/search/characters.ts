import { folded } from '@parley/domain'

const plain = /^[\0-\x7f]*$/
const blanks = /[\t-\r ]+/g

/** A text as it is searched in and for: as `folded`, quicker where it is in plain Latin letters. */
export const searchable = (text: string): string =>
  plain.test(text) ? text.toLowerCase().replace(blanks, ' ').trim() : folded(text)

const scripts = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}]/u
const wordly = /[\p{L}\p{N}\p{M}_]/u

/** A text by characters, which may be of two UTF-16 units. */
export const charactersOf = (text: string): ReadonlyArray<string> => Array.from(text)

/** Characters below this one are told apart without looking into tables. */
const firstOther = 0x80
const isPlainWord = /[a-z0-9_]/
const plainWords = Array.from({ length: firstOther }, (_, code) =>
  isPlainWord.test(String.fromCharCode(code)),
)

/** Whether a character is of a script that writes words without blanks between: Chinese, Japanese, Korean. */
export const isUnspaced = (character: string): boolean =>
  (character.codePointAt(0) ?? 0) >= firstOther && scripts.test(character)

/** Whether a character is a part of words that have blanks or marks around them. */
export const isInWord = (character: string): boolean => {
  const code = character.codePointAt(0) ?? 0
  return code < firstOther ? plainWords[code] === true : wordly.test(character) && !isUnspaced(character)
}
