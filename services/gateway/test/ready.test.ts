import { connect } from '@parley/client'
import { certain, ChannelName, Description, TenantId, UserId } from '@parley/domain'
import { testDatabase } from '@parley/embedded-postgres/testing'
import { issueDevelopmentToken } from '@parley/auth'
import { type Clock, systemClock } from '@parley/runtime'
import { runProjector } from '@parley/projector'
import { api } from '@parley/service-api'
import { openLog, schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { pino } from 'pino'
import { expect, onTestFinished, test, vi } from 'vitest'
import { start } from '../src/index.ts'

const secret = 'a secret of at least thirty-two bytes'
const log = pino({ level: 'silent' })
const soon = { timeout: 30_000, interval: 20 }

/** Time that goes by twenty times as fast. */
const quick: Clock = {
  now: () => systemClock.now(),
  elapsed: () => systemClock.elapsed() * 20,
  later: (milliseconds, then) => systemClock.later(milliseconds / 20, then),
}

test('GWS-10: a gateway without a projector anywhere takes what is said, and says that it is not seen', async () => {
  const { connectionString: databaseUrl, drop } = await testDatabase()
  onTestFinished(drop)
  const stores = { databaseUrl, eventStoreUrl: undefined }
  const running = await start({
    host: '127.0.0.1',
    port: 0,
    stores,
    key: { _tag: 'secret', secret },
    origins: 'same-host',
    log,
    clock: quick,
    api: ({ health }) => api({ health, log }),
  })
  if (E.isLeft(running)) throw new Error(running.left.cause)
  const { port, close } = running.right
  onTestFinished(close)
  const ready = async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/ready`)
    return { status: answer.status, names: await answer.json() }
  }
  await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200 }), soon)

  const ada = connect({
    url: `ws://127.0.0.1:${port}/ws`,
    token: () =>
      issueDevelopmentToken(secret, {
        tenantId: certain(TenantId, 'default'),
        userId: certain(UserId, 'ada'),
      }),
  })
  onTestFinished(() => ada.close())
  const created = await ada.command({
    type: 'CreateChannel',
    channelType: 'private',
    name: certain(ChannelName, 'tea'),
    description: certain(Description, ''),
    members: [],
  })
  expect(E.isRight(created)).toBe(true)
  await vi.waitFor(
    async () =>
      expect(await ready()).toMatchObject({
        status: 503,
        names: { ready: false, wrong: [{ name: 'read-models-behind' }] },
      }),
    soon,
  )

  const store = await openLog(stores)
  const projector = runProjector({ store, connectionString: databaseUrl, schema: schemaOf(stores) })
  onTestFinished(async () => {
    await projector.stop()
    await store.close()
  })
  await vi.waitFor(async () => expect(await ready()).toMatchObject({ status: 200 }), soon)
}, 60_000)
