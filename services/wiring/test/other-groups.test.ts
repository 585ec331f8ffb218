import { randomUUID } from 'node:crypto'
import { channelStream, mainFeed, messageIdOf } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { toNewEvent } from '@parley/event-store'
import { queryPool } from '@parley/projection'
import { followGenerations } from '@parley/projector'
import { otherGroups } from '@parley/read-models'
import { systemClock } from '@parley/runtime'
import { conditions, followOtherGroups, generationOn, openStores } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'

const { acme, ada, bob, adasChannel: channelId } = sample
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A log in which somebody says something, and all that is made of it, as in the one process. */
const talking = async (before: (databaseUrl: string, schema: string) => Promise<void> = async () => {}) => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const stores = { databaseUrl: database.connectionString, eventStoreUrl: undefined }
  const search = otherGroups.find(({ name }) => name === 'search')
  const { schema } = generationOn(stores, search)
  await before(stores.databaseUrl, schema)
  const wrong = conditions(systemClock, quiet)
  onTestFinished(wrong.close)
  const { store, readSide } = await openStores(stores, { readModels: 'build', conditions: wrong })
  onTestFinished(async () => {
    await readSide.close()
    await store.close()
  })
  const core = followGenerations({
    store,
    connectionString: stores.databaseUrl,
    generation: generationOn(stores),
    committed: readSide.head.advanceIn,
  })
  const others = followOtherGroups({
    stores,
    store,
    conditions: wrong,
    clock: systemClock,
    heads: readSide.otherHeads,
  })
  onTestFinished(async () => void (await Promise.all([core.stop(), others.stop()])))
  const world = sample.emptyWorld()
  const order = (by: typeof ada, name: string, n: number) => ({
    tenantId: acme,
    channelId,
    by,
    commandId: sample.commandId(name),
    at: sample.at(n),
  })
  sample.submit(world, {
    type: 'CreateChannel',
    ...order(ada, 'create', 0),
    channelType: 'standard',
    name: sample.channelName('general'),
    description: sample.description(''),
    members: [bob],
  })
  const said = order(bob, 'm1', 1)
  sample.submit(world, {
    type: 'SendMessage',
    ...said,
    messageId: messageIdOf(acme, channelId, bob, said.commandId),
    feedId: mainFeed,
    parentId: null,
    body: sample.text('the release is out'),
  })
  const events = world.events.map((event) => toNewEvent(event, randomUUID()))
  await store.append(channelStream(acme, channelId), 'no-stream', events)()
  return { ...readSide, wrong, core, others, end: events.length as never }
}

const viewer = { tenantId: acme, userId: ada }

test('PRJ-100, SEARCH-10: what was said is found as soon as one waits for it, through the groups’ own projectors', async () => {
  const { queries, end, others, wrong } = await talking()
  const found = await queries.answer(viewer, { type: 'search', text: 'rele', atLeast: end })()
  expect(found).toMatchObject({
    right: {
      position: end,
      value: { found: [{ message: { senderId: bob }, highlights: [[4, 8]] }], next: null },
    },
  })
  await expect
    .poll(() => others.progress()['search'])
    .toMatchObject({ state: 'running', caughtUp: true, parked: 0 })
  expect(wrong.state()).toEqual({ live: true, ready: true, wrong: [] })
})

test('PRJ-102: search that can not be projected is a condition of its own, and all else goes on', async () => {
  const { queries, core, end, wrong } = await talking(async (databaseUrl, schema) => {
    const pool = queryPool(databaseUrl)
    await pool.query(`create schema ${schema}`)
    await pool.query(`create table ${schema}.somebody_elses (id int)`)
    await pool.end()
  })
  await expect
    .poll(() => wrong.state())
    .toMatchObject({ ready: true, live: true, wrong: [{ name: 'group-search' }] })
  expect(wrong.state().wrong[0]?.says).toContain('all else goes on')
  await expect.poll(() => core.progress().position).toBe(end)
  const history = await queries.answer(viewer, {
    type: 'history',
    channelId,
    feedId: mainFeed,
    atLeast: end,
  })()
  expect(history).toMatchObject({ right: { value: { messages: [{ senderId: bob }] } } })
  expect(await queries.answer(viewer, { type: 'search', text: 'rele' })()).toMatchObject({
    left: { _tag: 'Unavailable' },
  })
  expect(wrong.state().ready).toBe(true)
})
