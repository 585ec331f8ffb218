import type { Client } from '@parley/client'
import type { ChannelId } from '@parley/domain'
import { text } from '@parley/domain/testing'
import { startTestServer } from '@parley/event-store-eventstoredb/testing'
import { systemClock } from '@parley/runtime'
import { schemaOf } from '@parley/wiring'
import * as E from 'fp-ts/lib/Either.js'
import { expect, it, onTestFinished } from 'vitest'
import { create } from './support/activity.ts'
import { personAt } from './support/engine.ts'
import { logUrl } from './support/log.ts'
import { run, watched } from './support/watched.ts'

/** Has every write to a table fail as if the disk were full, until it is undone. */
const fillDisk = (table: string): string => `
  create or replace function public.full_disk() returns trigger language plpgsql as $$
  begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  create trigger full_disk before insert on ${table} for each statement execute function public.full_disk()`

const talking = async (url: string): Promise<{ readonly ada: Client; readonly channelId: ChannelId }> => {
  const ada = personAt(url, 'ada')
  onTestFinished(() => ada.close())
  return { ada, channelId: await create(ada, []) }
}

/** What no monitor may read. */
const isPrivate = /ada|channel-|postgres:|password|127\.0\.0\.1|"cause"|disk|tea/

it.skipIf(logUrl !== undefined)(
  'ENGINE-27, API-10, API-11: a full disk of the log is told, and that it is over',
  async () => {
    // Appends try again by the time of the machine, and so it is measured by that how long they fail.
    const { connectionString, url, ask, untilReady, untilWrong, untilTold } = await watched({
      clock: systemClock,
    })
    const { ada, channelId } = await talking(url)
    await run(connectionString, fillDisk('parley_log.events'))
    const sending = ada.send({ channelId, body: text('once there is room') })
    const body = await untilWrong('log-not-written')
    expect(body).not.toMatch(isPrivate)
    const health = await ask('/health')
    expect(health.status).toBe(200)
    expect(JSON.parse(health.body)).toMatchObject({ ok: false, live: true, ready: false })
    expect(health.body).not.toMatch(isPrivate)
    await untilTold(/^The log can not be written.*disk of the database is full.*Make room/)
    await run(connectionString, 'drop trigger full_disk on parley_log.events')
    expect(E.isRight(await sending)).toBe(true)
    await untilTold(/^The log can be written again\. It lasted \d+ s\.$/)
    await untilReady()
  },
)

it('ENGINE-27: what keeps the projector is told, and that it goes on', async () => {
  const { connectionString, engine, url, untilReady, untilWrong, untilTold } = await watched()
  const { ada, channelId } = await talking(url)
  const schema = schemaOf(engine.stores)
  await run(connectionString, fillDisk(`${schema}.latest_event`))
  expect(E.isRight(await ada.send({ channelId, body: text('taken, and not seen') }))).toBe(true)
  expect(await untilWrong('projector')).not.toMatch(isPrivate)
  await untilTold(/^The projector can not go on.*disk of the database is full.*Make room/)
  await run(connectionString, `drop trigger full_disk on ${schema}.latest_event`)
  await untilTold(/^The projector goes on\./)
  await untilReady()
  expect(engine.health().live).toBe(true)
})

it('ENGINE-27: a table that was dropped is told by its name, on the terminal alone', async () => {
  const { connectionString, engine, untilWrong, untilTold } = await watched()
  await run(connectionString, `drop table ${schemaOf(engine.stores)}.members cascade`)
  expect(await untilWrong('database')).not.toMatch(/members/)
  await untilTold(
    /^The database of the read models can not be used.*missing: members.*made anew from the log.*drop schema/,
  )
})

it('ENGINE-27: a projector that stopped for good is told at once, and the process is not live', async () => {
  const { connectionString, engine, url, ask, untilTold } = await watched()
  await talking(url)
  await expect.poll(() => engine.health().parts['projector']).toMatchObject({ caughtUp: true })
  await run(
    connectionString,
    `update ${schemaOf(engine.stores)}.checkpoint set fingerprint = 'ffffffffffff'`,
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley projector'",
  )
  await untilTold(/^The projector has stopped for good.*another version.*start again/)
  expect(await ask('/health')).toMatchObject({ status: 503 })
  expect(await ask('/ready')).toMatchObject({ status: 503 })
})

it('ENGINE-27: an EventStoreDB that is not ready any more, and is again', async () => {
  const server = await startTestServer()
  onTestFinished(() => server.close())
  const { untilReady, untilWrong, untilTold } = await watched({ eventStoreUrl: server.url })
  server.faults.notReady = true
  expect(await untilWrong('log')).not.toMatch(isPrivate)
  await untilTold(/^The log can not be read\. The cause: /)
  server.faults.notReady = false
  await untilTold(/^The log can be read again\./)
  await untilReady()
})
