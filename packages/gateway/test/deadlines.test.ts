import { fakeClock } from '@parley/runtime/testing'
import { expect, it } from 'vitest'
import { deadlines } from '../src/session/deadlines.ts'

const ending = (name: string, ended: Array<string>) => ({ due: () => void ended.push(name) })

it('GW-3: each session ends at its time, whichever was set first', () => {
  const clock = fakeClock()
  const all = deadlines(clock)
  const ended: Array<string> = []
  all.set(ending('second', ended), 2_000)
  all.set(ending('first', ended), 1_000)
  clock.advance(999)
  expect(ended).toEqual([])
  clock.advance(1)
  expect(ended).toEqual(['first'])
  clock.advance(1_000)
  expect(ended).toEqual(['first', 'second'])
})

it('GW-3: one that is let in anew ends at its later time alone, and one that is gone does not', () => {
  const clock = fakeClock()
  const all = deadlines(clock)
  const ended: Array<string> = []
  const renewed = ending('renewed', ended)
  const gone = ending('gone', ended)
  all.set(renewed, 1_000)
  all.set(gone, 1_000)
  all.set(renewed, 5_000)
  all.clear(gone)
  clock.advance(4_999)
  expect(ended).toEqual([])
  clock.advance(1)
  expect(ended).toEqual(['renewed'])
})

it('GW-3: where many end one after another, each does within a tenth of a second of its time', () => {
  const clock = fakeClock()
  const all = deadlines(clock)
  const late: Array<number> = []
  const began = clock.elapsed()
  for (let n = 0; n < 500; n += 1)
    all.set({ due: () => void late.push(clock.elapsed() - began - (1_000 + n)) }, 1_000 + n)
  clock.advance(2_000)
  expect(late).toHaveLength(500)
  expect(Math.min(...late)).toBe(0)
  expect(Math.max(...late)).toBeLessThan(100)
})

it('GW-3: one that ends another, or is set again as it ends, keeps the others at their times', () => {
  const clock = fakeClock()
  const all = deadlines(clock)
  const ended: Array<string> = []
  const other = ending('other', ended)
  const again = {
    due: () => {
      ended.push('again')
      all.clear(other)
      if (ended.length < 2) all.set(again, 10)
    },
  }
  all.set(again, 10)
  all.set(other, 10)
  all.set(ending('last', ended), 1_000)
  clock.advance(1_000)
  expect(ended).toEqual(['again', 'again', 'last'])
})
