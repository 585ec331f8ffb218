// Marks that go with any letter: accents, and vowels that are often left out. Not those that make another kana.
const marks = /(?![\u3099\u309a])[\p{Script=Inherited}\p{Default_Ignorable_Code_Point}]/gu
// Letters with a stroke or tied together, which Unicode does not take apart.
const strokes: Readonly<Record<string, string>> = {
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ł: 'l',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
}
const stroked = /[øđðħłŧæœþς]/gu
const blanks = /[\p{White_Space}\u2800]+/gu

/**
 * A text as it is searched for and sorted by: without case, accents, width and what cannot be seen. All of `café`,
 * `CAFÉ` and `cafe` fold to one text, and so do `straße` and `STRASSE`, or `istanbul` and `İSTANBUL`.
 *
 * Two texts match where the one, folded, is in the other, folded. What is folded is for no eyes.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    // By way of capitals: those of `ß` are two letters, and the dotless `ı` shares its capital with `i`.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(marks, '')
    .replace(stroked, (letter) => strokes[letter] ?? letter)
    .normalize('NFC')
    .replace(blanks, ' ')
    .trim()
