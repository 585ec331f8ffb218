import {
  asEmoji,
  asSeen,
  ChannelName,
  folded,
  isVisible,
  reactionAsSeen,
  SeenReactionName,
  TypedBody,
  TypedChannelName,
  TypedDescription,
  TypedUserId,
} from '@parley/domain'
import { arbitraryReactionName } from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '👍',
        '❤',
        '\ufe0f',
        '\ufe0e',
        '\u200d',
        '\u200c',
        'e',
        '\u0301',
        '1',
        '\u20e3',
        'क',
        'ß',
        'İ',
      ),
    )
    .map((all) => all.join('')),
)
const hidden = [
  ['zero-width space', '\u200b'],
  ['a byte order mark', '\ufeff'],
  ['an override of direction', '\u202e'],
  ['an isolate', '\u2066\u2069'],
  ['a Hangul filler', '\u3164'],
  ['a halfwidth Hangul filler', '\uffa0'],
  ['a soft hyphen', '\u00ad'],
  ['tags', '\u{e0061}\u{e0062}'],
  ['a variation selector', '\ufe0f'],
  ['a selector of ideographs', '\u{e0101}'],
  ['joiners', '\u200d\u200c'],
  ['a grapheme joiner', '\u034f'],
  ['musical formatting', '\u{1d173}'],
] as const
const blank = [
  ['blanks', ' \u00a0\u3000\u2028'],
  ['Braille without dots', '\u2800\u2800'],
  ['an accent alone', '\u0301'],
] as const

test.each([...hidden, ...blank])('NAME-10: %s is no name', (_, text) => {
  expect(isVisible(text)).toBe(false)
  for (const codec of [TypedChannelName, TypedUserId, SeenReactionName])
    expect(E.isLeft(codec.decode(text))).toBe(true)
})

test.each([...hidden, ...blank.slice(0, 2)])('NAME-10: %s is no message', (_, text) => {
  expect(E.isLeft(TypedBody.decode({ kind: 'text', text }))).toBe(true)
  expect(E.isRight(TypedBody.decode({ kind: 'text', text: `a${text}` }))).toBe(true)
})

test.each(hidden)('NAME-11: %s inside a name is taken out of it', (_, text) => {
  expect(TypedChannelName.decode(`gen${text}eral`)).toEqual(E.right('general'))
  expect(TypedUserId.decode(`${text}ada`)).toEqual(E.right('ada'))
})

test.each([
  ['composed and not', 'Cafe\u0301', 'Café'],
  ['with blanks around it', '\u00a0 general\u3000 ', 'general'],
  ['with other blanks inside', 'two\u2003 words', 'two words'],
  ['as it is', 'Ada Łovelace', 'Ada Łovelace'],
  ['of pictures joined to one', '👩‍👩‍👧 home', '👩‍👩‍👧 home'],
  ['that a joiner shapes', 'نمی\u200cخواهم', 'نمی\u200cخواهم'],
  ['with a sign that is no emoji', 'Acme™ ❤️', 'Acme™ ❤️'],
])('NAME-11: a name %s has one spelling', (_, typed, name) => {
  expect(TypedChannelName.decode(typed)).toEqual(E.right(name))
  expect(TypedUserId.decode(typed)).toEqual(E.right(name))
})

test('NAME-11: a description is composed, and may be empty', () => {
  expect(TypedDescription.decode('cafe\u0301\n')).toEqual(E.right('café\n'))
  expect(TypedDescription.decode('')).toEqual(E.right(''))
})

test('NAME-11: how long a name is counts in its one spelling', () => {
  expect(TypedChannelName.decode('e\u0301'.repeat(128))).toEqual(E.right('é'.repeat(128)))
  expect(E.isLeft(TypedChannelName.decode('\u0958'.repeat(100)))).toBe(true)
  expect(E.isLeft(TypedChannelName.decode('\u200b'.repeat(1_000_000) + 'a'))).toBe(true)
})

test.each([
  ['an accent that is composed once a selector before it is gone', 'e\ufe0f\u0301\u200c\u20e3', 'é\u20e3'],
  ['an accent that is composed once a joiner before it is gone', 'e\u200c\u0301\u200c\u20e3', 'é\u20e3'],
])('NAME-11: %s leaves no joiner that cannot be seen', (_, text, seen) => {
  expect(asSeen(text)).toBe(seen)
})

test('NAME-11: one spelling stays as it is', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(asSeen(asSeen(text))).toBe(asSeen(text))
      expect(asEmoji(asEmoji(text))).toBe(asEmoji(text))
      const names = [TypedChannelName.decode(text)].flatMap((name) => (E.isRight(name) ? [name.right] : []))
      expect(names.every((name) => TypedChannelName.is(name) && ChannelName.is(name))).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test.each([
  ['👍', '👍\ufe0f'],
  ['👍', '👍\ufe0e'],
  ['❤', '❤️'],
  ['☺️', '☺'],
  ['é', 'e\u0301'],
  ['1\u20e3', '1\ufe0f\u20e3'],
  ['🏳️‍🌈', '🏳\u200d🌈'],
  ['🧑‍⚕', '🧑‍⚕️'],
  ['⛹🏽‍♂', '⛹🏽‍♂️'],
  ['✌\ufe0f🏽', '✌🏽'],
  ['ok', 'o\u200bk\ufeff'],
])('REACT-10: %s and %s are one reaction', (one, other) => {
  expect(reactionAsSeen(one)).toBe(reactionAsSeen(other))
  expect(SeenReactionName.decode(one)).toEqual(SeenReactionName.decode(other))
})

test.each([
  ['👍', '👍🏽'],
  ['👨‍👩‍👧', '👨👩👧'],
  ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴'],
  ['ok', 'OK'],
  ['a', 'а'],
])('REACT-10: %s and %s are two reactions', (one, other) => {
  expect(reactionAsSeen(one)).not.toBe(reactionAsSeen(other))
})

test('REACT-10: every name that was ever taken has a spelling', () => {
  fc.assert(
    fc.property(arbitraryReactionName, (name) => {
      const seen = reactionAsSeen(name)
      expect(SeenReactionName.is(seen)).toBe(true)
      expect(reactionAsSeen(seen)).toBe(seen)
    }),
    { numRuns: 1_000 },
  )
  expect(reactionAsSeen('\ufe0f')).toBe('\ufffd')
})

test.each([
  ['café', 'CAFE'],
  ['STRASSE', 'straße'],
  ['ẞ', 'ss'],
  ['istanbul', 'İSTANBUL'],
  ['ISTANBUL', 'ıstanbul'],
  ['ΟΔΟΣ', 'οδοσ'],
  ['Łódź', 'lodz'],
  ['Ｗｉｄｅ', 'wide'],
  ['ﬁle', 'FILE'],
  ['gen\u200beral', 'General'],
  ['two\u00a0 words ', 'two words'],
  ['한국', '한국'],
])('NAME-12: %s is found by %s', (one, other) => {
  expect(folded(one)).toBe(folded(other))
})

test.each([
  ['か', 'が'],
  ['कि', 'की'],
  ['a', 'b'],
])('NAME-12: %s is not found by %s', (one, other) => {
  expect(folded(one)).not.toBe(folded(other))
})

test('NAME-12: what is folded folds to itself, and so does what was composed before', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(folded(folded(text))).toBe(folded(text))
      expect(folded(text.normalize('NFD'))).toBe(folded(text.normalize('NFC')))
    }),
    { numRuns: 1_000 },
  )
})
