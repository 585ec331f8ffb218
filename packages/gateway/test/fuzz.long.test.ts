import { expect, test } from 'vitest'
import { fuzz } from './support/fuzz.ts'

test('GW-11: every client ends with every revision, once and in order: 2,000 seeds', async () => {
  for (let seed = 1_000; seed < 3_000; seed += 1)
    await expect(fuzz(seed, 600), `seed ${seed}`).resolves.toBeUndefined()
})
