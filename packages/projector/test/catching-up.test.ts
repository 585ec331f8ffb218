import type { Position } from '@parley/domain'
import { expect, test } from 'vitest'
import { catchingUp } from '../src/catching-up.ts'

const at = (n: number): Position => n as Position
const taken = '2026-03-01T12:00:00.000Z'

const following = () => {
  const lines: Array<string> = []
  const clock = { now: 0 }
  const say = (line: string): void => void lines.push(line)
  return { lines, clock, ...catchingUp(say, 'parley_x', () => clock.now) }
}

test('PRJ-64: read models that are built are said, how far they are every ten seconds, and that they have caught up', () => {
  const { lines, clock, begin, committed, endsAt } = following()
  begin(at(0))
  for (let n = 1; n <= 4; n++) {
    clock.now += 4_000
    committed(at(n * 100), 100, taken)
  }
  expect(lines).toEqual([
    'The read models of this version are built from the log, in schema parley_x.',
    `The read models in schema parley_x follow the log: 300 events are projected, up to what the log took at ${taken}.`,
  ])
  endsAt(at(500))
  clock.now += 1_000
  committed(at(500), 100, taken)
  expect(lines.slice(2)).toEqual([
    'The read models in schema parley_x have caught up with the log: 500 events in 17 s.',
  ])
  clock.now += 60_000
  committed(at(501), 1, taken)
  expect(lines).toHaveLength(3)
})

test('PRJ-64: one that goes on after a stop is said where it takes longer than ten seconds', () => {
  const { lines, clock, begin, committed, endsAt } = following()
  begin(at(400))
  clock.now += 9_000
  committed(at(500), 100, taken)
  expect(lines).toEqual([])
  clock.now += 2_000
  committed(at(600), 100, taken)
  endsAt(at(600))
  expect(lines).toEqual([expect.stringContaining('200 events'), expect.stringContaining('caught up')])
})

test('PRJ-64: nothing is said of what is projected as it happens', () => {
  const { lines, clock, begin, committed, endsAt } = following()
  begin(at(0))
  endsAt(at(0))
  clock.now += 60_000
  committed(at(1), 1, taken)
  begin(at(1))
  committed(at(2), 1, taken)
  endsAt(at(2))
  clock.now += 60_000
  committed(at(3), 1, taken)
  expect(lines).toEqual([])
})
