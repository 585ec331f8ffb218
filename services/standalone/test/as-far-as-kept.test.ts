import { describe, expect, it } from 'vitest'
import { asFarAsKept } from './support/as-far-as-kept.ts'

const shown = (count: number, later: boolean, more = false) => ({
  timelines: { tea: { messages: Array.from({ length: count }, (_, n) => n), more, later } },
})
const compared = (one: ReturnType<typeof shown>, other: ReturnType<typeof shown>): boolean => {
  const both = asFarAsKept({ one, other })
  const turned = asFarAsKept({ one: other, other: one })
  expect(turned).toEqual({ one: both.other, other: both.one })
  return JSON.stringify(both.one) === JSON.stringify(both.other)
}

describe('what tells a resumed client from a fresh one', () => {
  it('SDK-1, SDK-47: is not what one of them let go of beyond a thousand', () => {
    expect(compared(shown(1_001, false), shown(1_000, true))).toBe(true)
    expect(compared(shown(2_000, false), shown(1_000, true))).toBe(true)
  })

  it.each([
    ['a message that is missing at the end of what was kept', shown(1_500, false), shown(999, true)],
    ['what is missing without a word', shown(1_500, false), shown(1_000, false)],
    ['more than is kept while messages come', shown(2_001, false), shown(1_000, true)],
    ['what was let go of below the bound', shown(1_000, false), shown(1_000, true)],
    ['a beginning that was not loaded', shown(1_500, false, true), shown(1_000, true)],
  ])('SDK-1, SDK-47: is %s', (_, one, other) => {
    expect(compared(one, other)).toBe(false)
  })

  it('SDK-1, SDK-47: is any message that both hold', () => {
    const one = shown(1_200, false)
    const wrong = {
      timelines: { tea: { ...one.timelines.tea, messages: one.timelines.tea.messages.toReversed() } },
    }
    expect(compared(wrong, shown(1_000, true))).toBe(false)
  })
})
