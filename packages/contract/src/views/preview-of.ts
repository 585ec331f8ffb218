import { isWords, plainTextOf } from '@parley/domain'
import type { BodyPreview } from './preview.ts'

/** The most characters (code points) of a text that a preview carries. */
export const previewLength = 200

const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * How a body begins: at most `previewLength` code points of its words, cut between characters as people see them where
 * one of them ends within that. The first `previewLength + 1` code points are enough to tell.
 *
 * @example previewOf({ kind: 'text', text: 'hello' }) // { kind: 'text', text: 'hello', cut: false }
 */
export const previewOf = ({
  kind,
  ...words
}: { readonly kind: string } & Parameters<typeof plainTextOf>[0]): BodyPreview => {
  const whole = plainTextOf(words)
  const end = endOf(whole, previewLength)
  const begins = (text: string): BodyPreview => ({
    kind: isWords(kind) ? kind : 'text',
    text,
    cut: text !== whole,
    ...(isWords(kind) ? {} : { of: kind }),
  })
  if (end === whole.length) return begins(whole)
  const last = characters.segment(whole.slice(0, endOf(whole, previewLength + 1))).containing(end)
  // A character that alone is longer than a preview is cut within.
  return begins(whole.slice(0, last === undefined || last.index === 0 ? end : last.index))
}

/** Where so many code points of a text end, in UTF-16 units. */
const endOf = (text: string, codePoints: number): number =>
  // A code point takes two units at the most.
  Array.from(text.slice(0, 2 * codePoints))
    .slice(0, codePoints)
    .join('').length
