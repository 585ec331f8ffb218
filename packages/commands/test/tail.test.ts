import type { Position, Revision } from '@parley/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Folded } from '../src/stream/folded.ts'
import { Tail } from '../src/stream/tail.ts'

// Every event names the keys whose count it raises: folded twice, or not at all, it shows.
type Raise = ReadonlyArray<string>
const count = (_key: string, row: number | undefined): number => (row ?? 0) + 1

const at = (revision: number, event: Raise): Folded<Raise> => ({
  event,
  revision: revision as Revision,
  position: revision as Position,
})

test('CMD-1 the tail brings a row from any revision that it reaches back to up to now', () => {
  const keys = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'))
  fc.assert(
    fc.property(fc.array(keys, { maxLength: 60 }), fc.nat(20), fc.nat(70), (events, most, released) => {
      const tail = new Tail<Raise, string, number>(count, most)
      tail.restart(0)
      for (const [n, event] of events.entries()) {
        if (n === released) tail.release(Math.floor(n / 2))
        tail.push(at(n, event), event)
      }
      const countUpTo = (key: 'a' | 'b' | 'c', revision: number): number | undefined =>
        events.slice(0, revision + 1).filter((event) => event.includes(key)).length || undefined
      for (let revision = -1; revision < events.length; revision++)
        for (const key of ['a', 'b', 'c'] as const)
          expect(
            tail.reachesBackTo(revision)
              ? tail.replay(key, countUpTo(key, revision), revision)
              : countUpTo(key, Infinity),
          ).toBe(countUpTo(key, Infinity))
      expect(tail.reachesBackTo(events.length - 1)).toBe(true)
      expect(tail.reachesBackTo(-1)).toBe(tail.size === events.length)
      expect(tail.size).toBeLessThanOrEqual(Math.max(most, 1))
    }),
  )
})
