import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshEngine } from './support/engine.ts'
import { cutAndResume } from './support/resume.ts'

let engine: Awaited<ReturnType<typeof freshEngine>>
beforeAll(async () => {
  engine = await freshEngine()
})
afterAll(() => engine.close())

const seeds = 400

describe('SDK-1: a connection that is cut at any moment and resumes ends with the same state as a fresh one', () => {
  it(`${seeds} random seeds, or that of SEED`, async () => {
    const given = process.env['SEED']
    const first = given === undefined ? randomInt(1_000_000) : Number(given)
    console.log(`resume: seeds from ${first}`)
    for (let seed = first; seed < first + (given === undefined ? seeds : 1); seed += 1) {
      const { one, other } = await cutAndResume(engine.port, seed, 200)
      expect.soft({ seed, ...one }).toEqual({ seed, ...other })
      if (!isDeepStrictEqual(one, other)) console.log(`resume: SEED=${seed} ends otherwise`)
    }
  })
})
