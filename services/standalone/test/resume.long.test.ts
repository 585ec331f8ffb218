import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { text } from '@parley/domain/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { compare, cutAndResume } from './support/resume.ts'

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

it('SDK-1, SDK-47: who was there while 1,300 messages came holds more than who comes then, and nothing else', async () => {
  const [ada, bo] = [personAt(engine.url, 'ada'), personAt(engine.url, 'bo')]
  await Promise.all([online(ada), online(bo)])
  const channelId = await create(ada, ['bo'])
  await seen(bo, ({ conversations }) => conversations.has(channelId))
  await bo.open(channelId)
  await Promise.all(
    Array.from({ length: 1_300 }, (_, n) => ada.send({ channelId, body: text(`message ${n}`) })),
  )
  const { one, other } = await compare(bo, personAt(engine.url, 'bo'))
  expect(bo.state().timelines.get(channelId)?.messages.length).toBe(1_300)
  expect(one).toEqual(other)
  ada.close()
  bo.close()
})
