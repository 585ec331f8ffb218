import { type BodyPreview, previewLength, previewOf } from '@parley/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const body = (text: string) => ({ kind: 'text' as const, text })
const pieces = fc.constantFrom(
  'a',
  ' ',
  'é',
  '日',
  '🙂',
  '👩‍👩‍👧',
  'e\u0301',
  '🇫🇷',
  '\u0301',
  '\r\n',
  '\u0001',
)
const texts = fc.array(pieces, { minLength: 1, maxLength: 260 }).map((all) => all.join(''))
const codePoints = (text: string): number => [...text.matchAll(/./gsu)].length

test('PROTO-11: a preview is how a text begins, and says whether it goes on', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const preview = previewOf(body(text))
      expect(text.startsWith(preview.text)).toBe(true)
      expect(preview.text.isWellFormed()).toBe(true)
      expect(codePoints(preview.text)).toBeLessThanOrEqual(previewLength)
      expect(preview.cut).toBe(preview.text.length < text.length)
      expect(preview.cut).toBe(codePoints(text) > previewLength)
      expect(Buffer.byteLength(JSON.stringify(preview.text))).toBeLessThanOrEqual(6 * previewLength + 2)
    }),
  )
})

test('PROTO-11: whoever has the first characters and one more comes to the same preview as who has all', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const [beginning = ''] = new RegExp(`^.{0,${previewLength + 1}}`, 'su').exec(text) ?? []
      expect(previewOf(body(beginning))).toEqual(previewOf(body(text)))
    }),
  )
})

test.each<readonly [string, string, Partial<BodyPreview>]>([
  ['a text as long as a preview is whole', 'x'.repeat(200), { text: 'x'.repeat(200), cut: false }],
  ['one character more is cut', 'x'.repeat(201), { text: 'x'.repeat(200), cut: true }],
  ['a family stays together', `${'x'.repeat(198)}👩‍👩‍👧 and`, { text: 'x'.repeat(198), cut: true }],
  ['and so does a letter with its accent', `${'x'.repeat(199)}e\u0301`, { text: 'x'.repeat(199), cut: true }],
  ['a pair of surrogates is one', '🙂'.repeat(201), { text: '🙂'.repeat(200), cut: true }],
  ['a character with no end is cut within', `a${'\u0301'.repeat(300)}`, { text: `a${'\u0301'.repeat(199)}` }],
])('PROTO-11: %s', (_, text, expected) => {
  expect(previewOf(body(text))).toMatchObject(expected)
})

test('BODY-6: what is not words is previewed as the words that it has, and named by its kind', () => {
  const file = { kind: 'file', name: 'plan.pdf' }
  expect(previewOf(file)).toEqual({ kind: 'text', text: 'plan.pdf', cut: false, of: 'file' })
  expect(previewOf({ ...file, text: 'the plan' })).toMatchObject({ text: 'the plan', of: 'file' })
  expect(previewOf({ kind: 'custom' })).toEqual({ kind: 'text', text: '', cut: false, of: 'custom' })
  expect(previewOf({ kind: 'system', code: 'slow-mode' })).toMatchObject({ text: 'slow-mode', of: 'system' })
  expect(previewOf({ kind: 'action', text: 'waves' })).toEqual({ kind: 'action', text: 'waves', cut: false })
})
