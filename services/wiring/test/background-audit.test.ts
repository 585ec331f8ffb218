import { randomUUID } from 'node:crypto'
import { channelStream } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { toNewEvent } from '@parley/event-store'
import { queryPool } from '@parley/projection'
import { followGenerations, healStream } from '@parley/projector'
import { otherGroups } from '@parley/read-models'
import { systemClock } from '@parley/runtime'
import { backgroundAudit, conditions, generationOn, openLog } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'

const { acme, ada, bob, adasChannel } = sample
const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

test('GEN-54: a channel that is not as the log says is found, counted and told, until it is made anew', async () => {
  const database = await testDatabase()
  onTestFinished(database.drop)
  const stores = { databaseUrl: database.connectionString, eventStoreUrl: undefined }
  const store = await openLog(stores)
  onTestFinished(store.close)
  const generation = generationOn(stores)
  const searched = generationOn(stores, otherGroups[0])
  const [followers, ofSearch] = [generation, searched].map((each) =>
    followGenerations({ store, connectionString: stores.databaseUrl, generation: each }),
  )
  if (followers === undefined || ofSearch === undefined) throw new Error('there is no other group')
  onTestFinished(async () => void (await Promise.all([followers.stop(), ofSearch.stop()])))
  const world = sample.emptyWorld()
  sample.submit(world, {
    type: 'CreateChannel',
    tenantId: acme,
    channelId: adasChannel,
    by: ada,
    commandId: sample.commandId('create'),
    at: sample.at(0),
    channelType: 'standard',
    name: sample.channelName('general'),
    description: sample.description(''),
    members: [bob],
  })
  const stream = channelStream(acme, adasChannel)
  await store.append(
    stream,
    'no-stream',
    world.events.map((event) => toNewEvent(event, randomUUID())),
  )()
  for (const each of [followers, ofSearch])
    await expect.poll(() => each.progress().position).toBe(world.events.length)

  const wrong = conditions(systemClock, quiet)
  const auditing = backgroundAudit({ stores, store, conditions: wrong, clock: systemClock, every: 5 })
  onTestFinished(auditing.close)
  await expect.poll(() => auditing.counts().audited).toBeGreaterThan(1)
  expect(wrong.state().wrong).toEqual([])
  const pool = queryPool(stores.databaseUrl)
  onTestFinished(() => pool.end())
  await pool.query(`update ${generation.schema}.channels set members = 7`)
  await expect
    .poll(() => wrong.state())
    .toMatchObject({ ready: true, wrong: [{ name: 'read-models-differ' }] })
  expect(auditing.counts().drifts).toBe(1)
  await healStream(store, pool, { generation, stream, by: 'ada', act: 'heal' })
  await expect.poll(() => wrong.state().wrong).toEqual([])
  expect(auditing.counts().drifts).toBe(1)
  await pool.query(`update ${searched.schema}.searchable_channels set revision = 7`)
  await expect.poll(() => wrong.state()).toMatchObject({ wrong: [{ name: 'read-models-differ' }] })
  await healStream(store, pool, { generation: searched, stream, by: 'ada', act: 'heal' })
  await expect.poll(() => wrong.state().wrong).toEqual([])
  expect(auditing.counts().drifts).toBe(2)
})
