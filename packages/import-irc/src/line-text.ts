import * as E from 'fp-ts/lib/Either.js'

const strict = new TextDecoder('utf-8', { fatal: true })
const western = new TextDecoder('windows-1252')
/** Codes of colours, by number and by value, with which one, and behind that which on. */
const [byNumber, byValue] = ['\u0003', '\u0004']
/** Codes of bold, reset, monospace, reverse, italics, struck through and underlined. */
const fonts = '\u0002\u000f\u0011\u0016\u001d\u001e\u001f'
const looks = new RegExp(
  `${byNumber}(?:\\d{1,2}(?:,\\d{1,2})?)?|${byValue}(?:[\\da-f]{6}(?:,[\\da-f]{6})?)?|[${fonts}]`,
  'gi',
)

/**
 * The text of a line without what it was to look like. A line that is no UTF-8 is read as Latin-1 (as Windows has it),
 * whatever the lines around it are.
 */
export const lineText = (bytes: Uint8Array): { readonly text: string; readonly mended: string | null } => {
  const utf8 = E.tryCatch(
    () => strict.decode(bytes),
    () => null,
  )
  const read = (E.isRight(utf8) ? utf8.right : western.decode(bytes))
    .replace(/^\ufeff/, '')
    .replace(looks, '')
  const text = read.replaceAll('\u0000', '\ufffd')
  if (E.isLeft(utf8)) return { text, mended: 'is no UTF-8: read as Latin-1' }
  return { text, mended: read === text ? null : 'a NUL, replaced' }
}
