import * as sample from '@parley/domain/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed } from './harness.ts'
import { type Searching, searching } from './search-harness.ts'
import { anyShare, anythingTyped, begin, history, shownBehind } from './search-questions.ts'
import { story } from './story.ts'

let here: Searching
beforeAll(async () => {
  here = await searching()
})
afterAll(() => here.close())

test('SEARCH-1, SEARCH-7, SEARCH-8: in ten thousand histories nobody finds what they may not read, nor as it was', async () => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(history, anyShare, async (asked, share) => {
      for (const { text, readable, how } of await shownBehind(here, asked, share)) {
        shown += 1
        expect(text).toBe(readable)
        expect(how).not.toBe('not')
      }
    }),
    { numRuns: 10_000 },
  )
  expect(shown).toBeGreaterThan(10_000)
}, 7_200_000)

test('SEARCH-14: a hundred thousand things that may be typed have an answer', async () => {
  await begin(here, placed(story().world.events))
  await fc.assert(
    fc.asyncProperty(anythingTyped, async (text) => {
      const { found } = await here.ask(sample.ada, { text })
      expect(found.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 100_000 },
  )
}, 3_600_000)
