import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { cutAndResume } from './support/resume.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

describe('SDK-1: a connection that is cut at any moment and resumes ends with the same state as a fresh one', () => {
  const given = process.env['SEED']
  const seeds = given === undefined ? [1, 2, 3, 4, 5, 6, 7, 8] : [Number(given)]
  it.each(seeds)('seed %i', async (seed) => {
    const { one, other } = await cutAndResume(engine.port, seed, 150)
    expect(one).toEqual(other)
  })
})
