import { expect, test } from 'vitest'
import { fuzz } from './support/fuzz.ts'

const seeds = Array.from({ length: 60 }, (_, n) => n + 1)

test.each(seeds)('GW-11: every client ends with every revision, once and in order: seed %i', async (seed) => {
  await expect(fuzz(seed, 400)).resolves.toBeUndefined()
})
