import { randomInt } from 'node:crypto'
import { expect, test } from 'vitest'
import { killThroughout } from './support/operator-kills.ts'

test('GEN-11, GEN-30, GEN-32, GEN-34: killed two hundred times, through builds, activations and returns, nobody misses anything', async () => {
  const seed = Number(process.env['SEED'] ?? randomInt(1_000_000))
  const kills = Number(process.env['KILLS'] ?? 200)
  console.log(`activation kills: SEED=${seed}`)
  const { killed, rounds, events, told, ends, ...rest } = await killThroughout(seed, kills)
  console.log(`${JSON.stringify(killed)} in ${rounds} rounds; ${events} events, ${told} messages told of`)
  expect(rest).toEqual({ lost: [], doubled: [], faults: [], differences: [] })
  for (const { one, other } of ends) expect(one).toEqual(other)
  expect(Object.values(killed).reduce((sum, many) => sum + many, 0)).toBe(kills)
  expect(killed).toMatchObject({
    engine: expect.any(Number),
    gateway: expect.any(Number),
    build: expect.any(Number),
    activate: expect.any(Number),
  })
}, 3_600_000)
