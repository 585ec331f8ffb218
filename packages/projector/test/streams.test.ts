import { randomUUID } from 'node:crypto'
import type { ChannelId, DomainEvent, Revision } from '@parley/domain'
import { channelStream, inboxStream, mainFeed } from '@parley/domain'
import { acme, ada, adasChannel, arbitraryCommands, bob, worldAfter } from '@parley/domain/testing'
import { right } from '@parley/event-store/contract'
import { audit, auditStream, healStream, ownGeneration, sampleStreams } from '@parley/projector'
import { latestActs } from '@parley/projection'
import { database, inSnapshot, recountUnread, whyUnread } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followGenerations } from '../src/follow/follow-generations.ts'
import { append, chatter, type Engine, engine, schema } from './harness.ts'

let here: Engine
beforeEach(async () => {
  here = await engine()
})
afterEach(() => here.close())

const generation = ownGeneration()
const channel = channelStream(acme, adasChannel)
const [history] = fc
  .sample(arbitraryCommands({ channels: 3, maxLength: 400 }), { numRuns: 30, seed: 7 })
  .map((commands) => worldAfter(commands).events)
  .toSorted((a, b) => b.length - a.length)
const events = history ?? []

/** A generation that has all of these events, and a projector at work on it. */
const projected = async (all: ReadonlyArray<DomainEvent> = events) => {
  const { connectionString } = here.database
  const followers = followGenerations({ store: here.store, connectionString })
  const end = await append(here.store, all)
  await expect.poll(() => followers.progress().position, { timeout: 20_000 }).toBe(end)
  return followers
}

const heal = (stream: string, act: 'heal' | 'retry' = 'heal') =>
  healStream(here.store, here.pool, { generation, stream, by: 'ada', act, why: 'drill' })

test('GEN-50, GEN-51: every stream of a random history is as the log says, and damaged rows are named and made anew', async () => {
  const followers = await projected()
  const streams = await sampleStreams(here.pool, generation, 1_000)
  expect(streams.length).toBeGreaterThan(3)
  for (const stream of streams)
    expect(await auditStream(here.store, here.pool, schema, stream)).toEqual(E.right([]))
  await here.pool.query(`update ${schema}.members set role = 'owner' where role <> 'owner'`)
  await here.pool.query(`update ${schema}.messages set reply_count = reply_count + 1 where segment = 1`)
  await here.pool.query(`update ${schema}.cursors set read_to = read_to + 1`)
  await here.pool.query(`delete from ${schema}.feeds where feed_id = 'main'`)
  await here.pool.query(
    `insert into ${schema}.commands select tenant_id, channel_id, 'nobody', 'nothing' from ${schema}.channels`,
  )
  const ill = (await audit(here.store, here.pool, schema)).length
  expect(ill).toBeGreaterThan(10)
  for (const stream of streams) expect(await heal(stream)).toMatchObject(E.right({ stream }))
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  const [act] = await latestActs(here.pool, 1)
  expect(act).toMatchObject({ by: 'ada', act: 'heal', schema, detail: { why: 'drill' } })
  await followers.stop()
})

test('GEN-51: a stream is made anew while its channel is talked in, and nothing is lost or counted twice', async () => {
  const followers = await projected(chatter(50))
  const rest = chatter(600).slice(chatter(50).length)
  const appending = (async () => {
    for (const event of rest) {
      await append(here.store, [event])
      await new Promise((resolve) => setImmediate(resolve))
    }
  })()
  for (let n = 0; n < 5; n++) expect(E.isRight(await heal(channel))).toBe(true)
  await appending
  await expect.poll(() => followers.progress().position, { timeout: 20_000 }).toBe(chatter(600).length)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  await followers.stop()
})

test('GEN-51: a stream that was given up is projected on once it can be read, by a projector that knew it as given up', async () => {
  const followers = await projected(chatter(4))
  await here.pool.query(
    `insert into ${schema}.parked_streams values ('${channel}', 3, 4, 'MessageSent', 'for the test')`,
  )
  await here.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley projector'`,
  )
  await expect.poll(() => followers.progress().parked).toBe(1)
  const rest = chatter(10).slice(chatter(4).length)
  await append(here.store, rest.slice(0, 3))
  expect(await auditStream(here.store, here.pool, schema, channel)).toMatchObject(
    E.right(expect.arrayContaining([expect.objectContaining({ table: 'parked_streams' })])),
  )
  expect(await heal(channel, 'retry')).toMatchObject(E.right({ stream: channel }))
  await expect.poll(() => followers.progress()).toMatchObject({ state: 'running', parked: 0 })
  const end = await append(here.store, rest.slice(3))
  await expect.poll(() => followers.progress().position).toBe(end)
  expect(await audit(here.store, here.pool, schema)).toEqual([])
  await followers.stop()
})

test('GEN-51: a stream with an event that can still not be read is given up again, in words', async () => {
  const followers = await projected(chatter(4))
  const unreadable = { id: randomUUID(), type: 'MessageSent', data: {}, metadata: { v: 1 } }
  await here.store.append(channel, 'any', [unreadable])()
  await expect.poll(() => followers.progress().parked).toBe(1)
  expect(await heal(channel, 'retry')).toMatchObject(E.right({ parked: expect.any(String) }))
  await expect.poll(() => followers.progress()).toMatchObject({ state: 'running', parked: 1 })
  await followers.stop()
})

test('GEN-50: rows of a stream of which an operator had everything cut off are held against nothing', async () => {
  const followers = await projected(chatter(4))
  await here.store.setStreamMetadata(channel, { truncateBefore: 9_000 as Revision })()
  const { length } = await right(here.store.readStream(channel))
  expect(length).toBe(0)
  expect(await auditStream(here.store, here.pool, schema, channel)).toEqual(
    E.left(expect.stringContaining('nothing of it is kept any more')),
  )
  // Of what never was, rows are wrong.
  await here.store.setStreamMetadata(channel, {})()
  await here.pool.query(
    `update ${schema}.channels set channel_id = '00000000-0000-4000-8000-000000000000' where tenant_id = '${acme}'`,
  )
  const never = channelStream(acme, '00000000-0000-4000-8000-000000000000' as ChannelId)
  expect(await auditStream(here.store, here.pool, schema, never)).toMatchObject(
    E.right([{ table: 'channels' }]),
  )
  await followers.stop()
})

test('GEN-51: what the log knows nothing of is not touched', async () => {
  const followers = await projected(chatter(4))
  expect(await heal(inboxStream(acme, ada))).toEqual(E.left(expect.stringContaining('no event')))
  await followers.stop()
})

test('GEN-52: the messages behind each unread count are as many as are counted', async () => {
  const followers = await projected()
  const counts = recountUnread(events)
  expect(counts.some(({ unread }) => unread > 0)).toBe(true)
  for (const { unread, ...of } of counts) {
    const why = await inSnapshot(database(here.pool, schema), (reading) => whyUnread(reading, schema, of))
    expect(why).toMatchObject({ unread })
    expect(why?.messages).toHaveLength(unread)
  }
  const nobody = { tenantId: acme, channelId: adasChannel, userId: bob, feedId: mainFeed }
  const elsewhere = { ...nobody, tenantId: 'other' as typeof acme }
  expect(
    await inSnapshot(database(here.pool, schema), (reading) => whyUnread(reading, schema, elsewhere)),
  ).toBeUndefined()
  await followers.stop()
})
