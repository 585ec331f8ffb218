import { audit } from '@parley/projector'
import { queryPool } from '@parley/projection'
import { openLog, schemaOf } from '@parley/wiring'
import { expect, onTestFinished, test } from 'vitest'
import { create, online } from './support/activity.ts'
import { freshEngine, personAt, seen } from './support/engine.ts'
import { startProgram } from './support/process.ts'
import { answered, countingOf, env, file, latest, readModels, talking } from './support/read-models.ts'

test('GEN-3, GEN-10, GEN-11, GEN-30, GEN-32: through a build, an activation and a return, everybody is told everything once', async () => {
  const engine = await freshEngine()
  onTestFinished(engine.close)
  const { databaseUrl, url, stores } = engine
  const gateway = startProgram(file('../../gateway/src/main.ts'), env(databaseUrl))
  const port = Number(/:(\d+)/.exec(await gateway.says(/^The gateway listens on/))?.[1])
  const elsewhere = `ws://127.0.0.1:${port}/ws`
  const people = [personAt(url, 'ada'), personAt(url, 'bo'), personAt(elsewhere, 'cy')] as const
  for (const client of people) onTestFinished(client.close)
  await online(people[0])
  const channelId = await create(people[0], ['bo', 'cy'])
  for (const client of people) {
    await seen(client, ({ conversations }) => conversations.has(channelId))
    await client.open(channelId)
  }
  const told = people.map(countingOf)
  const stop = talking(people, channelId)
  const own = schemaOf(stores)

  expect(await answered(readModels(databaseUrl, 'build'))).toMatchObject({
    schema: `${own}_2`,
    ended: 'built',
  })
  await expect
    .poll(async () => answered(readModels(databaseUrl, 'list', '--group', 'core')), {
      timeout: 60_000,
      interval: 500,
    })
    .toMatchObject([
      { schema: own, own: true, state: 'followed', projected: true, inUseBy: [own] },
      { schema: `${own}_2`, own: true, state: 'followed', projected: true, inUseBy: [] },
    ])
  const activated = await answered(readModels(databaseUrl, 'activate', `${own}_2`))
  expect(activated).toMatchObject({ from: own, to: `${own}_2`, by: 'ada', differences: 0 })
  const arrived = personAt(elsewhere, 'ada')
  onTestFinished(arrived.close)
  await arrived.open(channelId)
  expect(await answered(readModels(databaseUrl, 'status'))).toMatchObject({ inUse: `${own}_2`, former: own })
  expect(await answered(readModels(databaseUrl, 'revert'))).toMatchObject({ from: `${own}_2`, to: own })
  expect(await answered(readModels(databaseUrl, 'drop', own, '--yes'))).toMatchObject({
    error: expect.stringContaining('in use'),
  })
  expect(await answered(readModels(databaseUrl, 'activate', `${own}_2`))).toMatchObject({ to: `${own}_2` })
  expect(await answered(readModels(databaseUrl, 'pause', own))).toBeNull()
  await expect
    .poll(async () => answered(readModels(databaseUrl, 'drop', own, '--yes')), {
      timeout: 30_000,
      interval: 500,
    })
    .toBeNull()

  const sent = await stop()
  const once = new Map(sent.map((id) => [id, 1]))
  await expect
    .poll(() => told.map((times) => times.size), { timeout: 30_000 })
    .toEqual(told.map(() => once.size))
  for (const times of told) expect([...times].filter(([, many]) => many !== 1)).toEqual([])
  expect(sent.length).toBeGreaterThan(100)
  for (const [n, client] of [...people, arrived].entries()) {
    const fresh = personAt(n % 2 === 0 ? elsewhere : url, ['ada', 'bo', 'cy', 'ada'][n] ?? '')
    onTestFinished(fresh.close)
    await fresh.open(channelId)
    await expect.poll(() => latest(fresh, channelId)).toEqual(latest(client, channelId))
  }
  const store = await openLog(stores)
  onTestFinished(store.close)
  const pool = queryPool(databaseUrl, { query_timeout: 0 })
  onTestFinished(() => pool.end())
  expect(await audit(store, pool, `${own}_2`)).toEqual([])
}, 300_000)
