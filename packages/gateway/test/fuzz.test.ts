import { expect, test } from 'vitest'
import { fuzz } from './support/fuzz.ts'

const seeds = Array.from({ length: 60 }, (_, n) => n + 1)

test.each(seeds)('GW-11: every client ends with every revision, once and in order: seed %i', async (seed) => {
  await expect(fuzz(seed, 400)).resolves.toBeUndefined()
})

test('GW-105: somebody leaves while the beginning of their watch is read: seed 2087', async () => {
  await expect(fuzz(2087, 600)).resolves.toBeUndefined()
})
