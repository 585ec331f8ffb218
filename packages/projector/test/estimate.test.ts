import type { Position } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { estimate } from '../src/build/estimate.ts'

/** A build of which all goes at one pace; how long it takes, how far it is and how well that was told. */
const steady = fc.record({
  end: fc.integer({ min: 1_000, max: 100_000_000 }),
  from: fc.double({ min: 0, max: 0.5, noNaN: true }),
  rate: fc.double({ min: 10, max: 200_000, noNaN: true }),
  /** What putting in order takes, of what copying all of the log takes. */
  ordering: fc.double({ min: 0.24, max: 0.34, noNaN: true }),
  done: fc.double({ min: 0.1, max: 0.999, noNaN: true }),
})

const begun = (end: number, from: number) => {
  const clock = { now: 0 }
  const told = estimate(() => clock.now)
  const first = Math.floor(end * from) as Position
  told.begin(first, end as Position)
  return { clock, told, first }
}

test('GEN-12 PRJ-64: what is left of copying and of putting in order is told within a fifth, once a tenth is done', () => {
  fc.assert(
    fc.property(steady, ({ end, from, rate, ordering, done }) => {
      const { clock, told, first } = begun(end, from)
      expect(told.left()).toBeUndefined()
      const to = Math.max(first + 1, Math.floor(first + (end - first) * done)) as Position
      clock.now += ((to - first) / rate) * 1_000
      told.copied(to)
      const truth = (end - to + ordering * end) / rate
      expect(Math.abs((told.left() ?? 0) - truth)).toBeLessThanOrEqual(truth * 0.2)
    }),
  )
})

test('GEN-12 PRJ-64: what is left of putting in order is told by how that goes, also by who has copied nothing', () => {
  fc.assert(
    fc.property(steady, fc.boolean(), ({ end, rate, ordering, done }, hasCopied) => {
      const { clock, told } = begun(end, hasCopied ? 0 : 1)
      const copying = (end / rate) * 1_000
      if (hasCopied) {
        clock.now += copying
        told.copied(end as Position)
      }
      told.ordered(0)
      const share = Math.max(0.2, done)
      clock.now += ordering * copying * share
      told.ordered(share)
      const truth = (ordering * copying * (1 - share)) / 1_000
      expect(Math.abs((told.left() ?? 0) - truth)).toBeLessThanOrEqual(truth * 0.2 + 1e-6)
      // It goes on while nothing is told.
      clock.now += truth * 2_000
      expect(told.left()).toBe(0)
    }),
  )
})
