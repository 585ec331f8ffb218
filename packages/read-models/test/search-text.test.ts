import { folded, type MessageSent, type Position } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { foundIn, highlightsIn, termsOf, tokensFor } from '@parley/read-models'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { charactersOf, searchable } from '../src/search/characters.ts'
import { marksOf, marksOfDays, stretchesBefore } from '../src/search/marks.ts'
import { tokensOf } from '../src/search/tokens.ts'
import { anyText } from './search-harness.ts'
import { story } from './story.ts'

const messageSent = story().world.events.find(
  (event): event is MessageSent => event.type === 'MessageSent',
) as MessageSent

const anything = fc.oneof(
  anyText,
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc.string({ unit: 'binary' }),
)

/** Whether a message is found: among the candidates, and then by its text. */
const finds = (typed: string, text: string): 'whole' | 'part' | 'not' => {
  const terms = termsOf(typed)
  const how = foundIn(terms, searchable(text))
  const tokens = tokensOf(searchable(text))
  const candidate = (whole: boolean) => tokensFor(terms, whole).every((token) => tokens.has(token))
  if (how === 'not') return how
  return candidate(how === 'whole') && candidate(false) ? how : 'not'
}

test('SEARCH-2: a text is searched as names are, whichever way it is folded', () => {
  fc.assert(
    fc.property(anything, (text) => {
      expect(searchable(text)).toBe(folded(text))
    }),
    { numRuns: 1_000 },
  )
})

test('SEARCH-3: three characters in a row that are in a text are found in it, and two of a script without blanks', () => {
  fc.assert(
    fc.property(anything, fc.nat(), fc.integer({ min: 2, max: 9 }), (text, at, length) => {
      const characters = charactersOf(searchable(text))
      const part = characters.slice(at % characters.length).slice(0, length)
      fc.pre(part.length >= 3 || (part.length === 2 && part.some((one) => /[東京한글]/u.test(one))))
      // Quotes, of whichever form, say how something is looked for (SEARCH-5), and are not looked for themselves.
      fc.pre(!part.some((one) => /[ "\u201c\u201d\u201e\u00ab\u00bb]/u.test(one)))
      expect(finds(part.join(''), text)).not.toBe('not')
    }),
    { numRuns: 2_000 },
  )
})

test('SEARCH-4: what a scan of all texts finds by any terms is among the candidates, and nothing else is found', () => {
  fc.assert(
    fc.property(anyText, anyText, fc.boolean(), (typed, text, quoted) => {
      const query = quoted ? `"${typed.replaceAll('"', '')}"` : typed
      expect(finds(query, text)).toBe(foundIn(termsOf(query), searchable(text)))
    }),
    { numRuns: 5_000 },
  )
})

test.each([
  ['dep', 'The Deployment is done', 'part'],
  ['deployment', 'The Deployment is done', 'whole'],
  ['ploy', 'The Deployment is done', 'part'],
  ['done the', 'The Deployment is done', 'whole'],
  ['de', 'The Deployment is done', 'part'],
  ['oy', 'The Deployment is done', 'not'],
  ['x', 'a box', 'not'],
  ['b', 'a box', 'part'],
  ['"is done"', 'The Deployment is   done', 'whole'],
  ['"is don"', 'The Deployment is done', 'not'],
  ['\u201cis done\u201d', 'The Deployment is done', 'whole'],
  ['"is done', 'done it is', 'whole'],
  ['cafe STRASSE', 'Café, Straße', 'whole'],
  ['東京', '東京都に行く', 'whole'],
  ['京都', '東京都に行く', 'whole'],
  ['京', '東京都に行く', 'whole'],
  ['東都', '東京都に行く', 'not'],
  ['3月', '2026年3月1日', 'whole'],
  ['github', '使用github的人', 'whole'],
  ['한글', '한글날', 'whole'],
  ['https://example.com/a?b=c', 'see https://example.com/a?b=c#d', 'whole'],
  ['example.com', 'see https://example.com/a', 'whole'],
  ['ABC-1234', 'fixed abc-1234.', 'whole'],
  ['123', 'fixed abc-1234.', 'part'],
  ['foo_bar', 'call foo_bar()', 'whole'],
  ['oo_ba', 'call foo_bar()', 'part'],
  ['c#', 'in C# and C++', 'whole'],
  ['👍', 'well👍', 'whole'],
  ['👍', 'well 👍👍', 'whole'],
  ['missing done', 'The Deployment is done', 'not'],
])('SEARCH-2, SEARCH-3, SEARCH-4, SEARCH-5: %s in "%s": %s', (typed, text, how) => {
  expect(foundIn(termsOf(typed), searchable(text))).toBe(how)
  expect(finds(typed, text)).toBe(how)
})

test.each([
  ['straße CAFÉ', 'Im Cafe\u0301 an der STRASSE', ['Cafe\u0301', 'STRASSE']],
  ['ment dep', 'Deployment', ['Dep', 'ment']],
  ['eplo ploy', 'Deployment', ['eploy']],
  ['"is done"', 'it is \n done', ['is \n done']],
  // What folds to a blank and a mark of its own.
  ['\u3099', '¿ !²\u309b ', ['\u309b']],
  ['京都', '東京都', ['京都']],
  ['ae', 'Ærø', ['Æ']],
  ['ing', 'a ring 👍 king', ['ing', 'ing']],
])('SEARCH-12: %s is told to be in "%s" at %j', (typed, text, parts) => {
  expect(highlightsIn(termsOf(typed), text, 20).map(([from, to]) => text.slice(from, to))).toEqual(parts)
})

test('SEARCH-12: places are in order, apart, within the text, and there are some wherever it is found', () => {
  fc.assert(
    fc.property(anything, anyText, fc.nat({ max: 20 }), (text, typed, at) => {
      const terms = termsOf(at % 2 === 0 ? typed : searchable(text).slice(at, at + 4))
      const places = highlightsIn(terms, text, 5)
      expect(places.length).toBeLessThanOrEqual(5)
      const flat = places.flat()
      expect(flat).toEqual(flat.toSorted((a, b) => a - b))
      expect(places.every(([from, to]) => from < to && to <= text.length)).toBe(true)
      const found = terms.length > 0 && foundIn(terms, searchable(text)) !== 'not'
      expect(found && places.length === 0).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('SEARCH-15: stretches of the log are looked through from the latest on, each with all of the one before', () => {
  const position = fc.integer({ min: 0, max: 2 ** 40 })
  fc.assert(
    fc.property(position, position, (one, other) => {
      const [earlier, later] = [Math.min(one, other), Math.max(one, other)]
      const marks = new Set(marksOf(messageSent, earlier as Position))
      const stretches = [...stretchesBefore(sample.acme, later as Position)]
      const isIn = stretches.map((stretch) => stretch.some((mark) => marks.has(mark)))
      expect(isIn.at(-1)).toBe(true)
      // Once it is in one, it is in all that follow.
      expect(isIn.toSorted((a, b) => Number(a) - Number(b))).toEqual(isIn)
      const within = later - earlier
      expect(isIn.length).toBeLessThanOrEqual(5)
      expect(isIn[0] === true && within >= 2 * 4_096 && later >= 2 * 4_096).toBe(false)
    }),
  )
})

test('SEARCH-9: years, months and days are all of the days from one to another, and no others', () => {
  const day = fc
    .date({ min: new Date('1970-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, day, day, (one, other, asked) => {
      const [first, last] = one <= other ? [one, other] : [other, one]
      const event = { ...messageSent, at: `${asked}T12:00:00.000Z` as typeof messageSent.at }
      const marks = marksOfDays(first, last)
      const isIn = marksOf(event, 1 as Position).some((mark) => marks.includes(mark))
      expect(isIn).toBe(first <= asked && asked <= last)
      expect(marks.length).toBeLessThanOrEqual(2 * 30 + 2 * 11 + 61)
    }),
  )
})
