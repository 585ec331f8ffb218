/**
 * Names as people see them. Two that look the same because they differ only in how Unicode writes them are one: that
 * is all; letters of two alphabets that look alike (confusables) stay two.
 */

const plain = /^[\u0020-\u007e]*$/

// What takes the form of an emoji only where it is told to: ❤, ™. Digits, `#` and `*` only below a keycap.
const onRequest = String.raw`(?![\u0000-\u007f]|\p{Emoji_Presentation})\p{Emoji}(?!\p{Emoji_Modifier})`
const emojiOnRequest = new RegExp(String.raw`${onRequest}|[0-9#*](?=\u20e3)`, 'gu')
const selector = /[\ufe0e\ufe0f]/gu
const straySelector = new RegExp(
  String.raw`(?<!${onRequest})(?<![0-9#*](?=[\ufe0e\ufe0f]\u20e3))[\ufe0e\ufe0f]`,
  'gu',
)

// Default ignorable: zero-width characters, marks of direction, fillers, tags, selectors. Of some there is more below.
const ignorable = /(?!\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}])\p{Default_Ignorable_Code_Point}/gu
// Tags write the flags of regions behind 🏴, and nothing elsewhere.
const strayTag = /(?<!\u{1f3f4}[\u{e0020}-\u{e007e}]*)[\u{e0020}-\u{e007f}]/gu
// U+200D joins two pictures to one. It and U+200C shape letters, where those of the script have shapes.
const picture = String.raw`[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?`
const shaped = String.raw`(?![${['Latin', 'Greek', 'Cyrillic', 'Han', 'Hangul', 'Hiragana', 'Katakana']
  .map((script) => String.raw`\p{Script=${script}}`)
  .join('')}])[\p{L}\p{M}]`
const joiner = new RegExp(
  String.raw`((?<=${picture})\u200d(?=\p{Extended_Pictographic})|(?<=${shaped})[\u200c\u200d](?=${shaped}))|[\u200c\u200d]`,
  'gu',
)

/**
 * A text in one spelling for all that look like it: composed (NFC), and without what cannot be seen. `é` of two
 * characters becomes `é` of one.
 */
export const asSeen = (text: string): string => {
  if (plain.test(text)) return text
  // What is composed once something before it is taken out may be looked at in another way.
  for (let before = text; ; ) {
    const seen = seenOnce(before)
    if (seen === before) return seen
    before = seen
  }
}

const seenOnce = (text: string): string =>
  text
    .normalize('NFC')
    .replace(ignorable, '')
    .replace(straySelector, '')
    .replace(strayTag, '')
    .replace(joiner, '$1')
    .normalize('NFC')

/** As `asSeen`, and each emoji in its full form: 👍 and ❤️ the same with U+FE0F and without. */
export const asEmoji = (text: string): string =>
  plain.test(text) ? text : asSeen(text.replace(selector, '')).replace(emojiOnRequest, '$&\ufe0f')

// Assigned as symbols or letters, and blank all the same: Braille without dots, a placeholder, an empty note head.
const visible =
  /(?![\u2800\ufffc\u{1d159}\u{13441}\u{13442}\p{White_Space}\p{Default_Ignorable_Code_Point}])[^\p{Cc}\p{Cf}\p{Cs}\p{M}]/u

/** Whether there is something in a text that can be seen: neither blanks, nor marks and characters without a shape. */
export const isVisible = (text: string): boolean => visible.test(text)

const shapeless = /^[\u2800\p{White_Space}\p{Default_Ignorable_Code_Point}]*$/u

/** Whether a text is empty to the eye. Control characters are no blanks: editors show them. */
export const isBlank = (text: string): boolean => shapeless.test(text)

/** Whether two texts are one, composed or not. */
export const sameText = (one: string, other: string): boolean =>
  one === other || one.normalize('NFC') === other.normalize('NFC')
