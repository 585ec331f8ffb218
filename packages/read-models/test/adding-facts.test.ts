import { acme, ada, bob, cleo, dan, eve, tenantId } from '@parley/domain/testing'
import { certain, Timestamp } from '@parley/domain'
import { queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Generation, generation, placed, schema } from './harness.ts'
import { story } from './story.ts'

let here: Generation
const { events } = story().world
beforeAll(async () => {
  here = await generation()
  await here.project(placed(events))
})
afterAll(() => here.close())

const addingFacts = async (tenant = acme, since = '2020-01-01T00:00:00.000Z', people = [bob, eve]) => {
  const ask = queries({ pool: here.pool, schema, head: { reached: () => Promise.resolve(true) } })
  const found = await ask.addingFacts({ tenantId: tenant, userId: ada }, certain(Timestamp, since), people)()
  if (E.isLeft(found)) throw new Error(found.left.cause)
  expect(found.right.position).toBe(placed(events).at(-1)?.position)
  return found.right.value
}
const begun = events.filter(
  ({ type, ...event }) => type === 'ChannelCreated' && 'by' in event && event.by === ada,
)

test('CH-20: what a person began since a moment is counted, in their tenant', async () => {
  expect(begun.length).toBeGreaterThan(1)
  expect(await addingFacts()).toMatchObject({ begun: begun.length })
  expect(await addingFacts(acme, '2030-01-01T00:00:00.000Z')).toMatchObject({ begun: 0 })
  expect(await addingFacts(tenantId('other'))).toEqual({ begun: 0, strangers: [bob, eve] })
})

test('CH-21: people with whom one shares no channel are told apart', async () => {
  expect(await addingFacts(acme, undefined, [bob, cleo, eve])).toMatchObject({ strangers: [eve] })
  expect(await addingFacts(acme, undefined, [])).toMatchObject({ strangers: [] })
  expect(events.some((event) => 'userId' in event && event.userId === dan)).toBe(true)
})
