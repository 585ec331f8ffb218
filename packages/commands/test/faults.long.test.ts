import { expect, test } from 'vitest'
import { faultyRun } from './support/faulty-run.ts'

test('CMD-6 CMD-9 CMD-10 under random faults nothing acknowledged is lost or doubled (2,000 seeds)', async () => {
  for (let seed = 1_000; seed < 3_000; seed++) {
    const { lost, doubled, segments, wrong } = await faultyRun(seed, 150)
    expect({ seed, lost, doubled, wrong }).toEqual({ seed, lost: [], doubled: [], wrong: [] })
    expect(segments).toEqual(segments.map((_, n) => n + 1))
  }
})
