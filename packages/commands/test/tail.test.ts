import type { Position, Revision } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Folded } from '../src/stream/folded.ts'
import { Tail } from '../src/stream/tail.ts'
import { type Count, counted, raise, raisesOf } from './support/counting.ts'

const at = (revision: number): Folded => ({
  event: raise([]),
  revision: revision as Revision,
  position: revision as Position,
})

test('CMD-1 the tail brings a row from any revision that it reaches back to up to now', () => {
  const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'))
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 60 }), fc.nat(20), fc.nat(70), (events, most, released) => {
      const tail = new Tail(most)
      tail.restart(0)
      for (const [n, event] of events.entries()) {
        if (n === released) tail.release(Math.floor(n / 2))
        tail.push(at(n), raisesOf(raise(event)))
      }
      const countUpTo = (key: 'a' | 'b' | 'c', revision: number): Count | undefined =>
        counted(events.slice(0, revision + 1).filter((event) => event.includes(key)).length)
      for (let revision = -1; revision < events.length; revision++)
        for (const key of ['a', 'b', 'c'] as const)
          expect(
            tail.reachesBackTo(revision)
              ? tail.replay(key, countUpTo(key, revision), revision)
              : countUpTo(key, Infinity),
          ).toEqual(countUpTo(key, Infinity))
      expect(tail.reachesBackTo(events.length - 1)).toBe(true)
      expect(tail.reachesBackTo(-1)).toBe(tail.size === events.length)
      expect(tail.size).toBeLessThanOrEqual(Math.max(most, 1))
    }),
  )
})
