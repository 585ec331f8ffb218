import * as sample from '@parley/domain/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cut, placed } from './harness.ts'
import { searchable } from '../src/search/characters.ts'
import { foundIn, termsOf } from '../src/search/terms.ts'
import {
  allFound,
  anyHistory,
  anyText,
  everybody,
  readableBy,
  type Searching,
  searching,
} from './search-harness.ts'
import { story } from './story.ts'

let here: Searching
beforeAll(async () => {
  here = await searching()
})
afterAll(() => here.close())

test('SEARCH-1, SEARCH-7, SEARCH-8: in ten thousand histories nobody finds what they may not read, nor as it was', async () => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(
      anyHistory,
      fc.array(anyText, { minLength: 2, maxLength: 2 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (events, typed, share) => {
        await here.renew(events)
        const known = events.slice(0, Math.ceil(events.length * share))
        for (const batch of cut(known, [60])) await here.project(batch)
        for (const [n, text] of typed.entries())
          for (const userId of [everybody[n], everybody[n + 2]].flatMap((one) => one ?? [])) {
            const readable = new Map(readableBy(events, userId).map((said) => [said.messageId, said.text]))
            const found = await allFound(here, userId, { text })
            shown += found.length
            for (const { message } of found) {
              expect(message.body?.text).toBe(readable.get(message.messageId))
              expect(foundIn(termsOf(text), searchable(message.body?.text ?? ''))).not.toBe('not')
            }
          }
      },
    ),
    { numRuns: 10_000 },
  )
  expect(shown).toBeGreaterThan(10_000)
}, 7_200_000)

test('SEARCH-14: a hundred thousand things that may be typed have an answer', async () => {
  const events = placed(story().world.events)
  await here.renew(events)
  await here.project(events)
  const typed = fc
    .oneof(
      anyText,
      fc.string({ unit: 'binary', maxLength: 256 }),
      fc.string({ unit: 'grapheme', maxLength: 128 }),
      fc.string({
        unit: fc.constantFrom(
          '"',
          '\\',
          '%',
          "'",
          '{',
          '}',
          ',',
          ' ',
          'by',
          '\u0000',
          '\ud800',
          '=',
          '^',
          '#',
          'NULL',
        ),
        maxLength: 256,
      }),
    )
    .map((text) => text.slice(0, 256))
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const { found } = await here.ask(sample.ada, { text })
      expect(found.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 100_000 },
  )
}, 3_600_000)
