import { lookUpPool } from '@parley/projection'
import type { Projected } from '@parley/projection'
import { channelRowSource, inboxRowSource } from '@parley/read-models'
import type { ChannelKey, ChannelStateRow, InboxKey, InboxStateRow } from '@parley/domain'
import { channelDecider, channelStream, inboxDecider, inboxStream } from '@parley/domain'
import { acme, arbitraryCommands, fold, noMessage, tenantId, worldAfter } from '@parley/domain/testing'
import { doneKey, memberKey, messageKey } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Generation, generation, placed, schema } from './harness.ts'

let here: Generation
let pool: Pool
beforeAll(async () => {
  here = await generation()
  pool = lookUpPool(here.database.connectionString)
})
afterAll(async () => {
  await pool.end()
  await here.close()
})

const commands = arbitraryCommands({ channels: 2, maxLength: 200 })

/** By stream: all rows that decisions know of, and the last event. */
const folded = (events: ReadonlyArray<Projected>) => {
  const channels = new Map<string, { rows: Map<ChannelKey, ChannelStateRow>; last: Projected }>()
  const inboxes = new Map<string, { rows: Map<InboxKey, InboxStateRow>; last: Projected }>()
  for (const last of events) {
    const { event } = last
    if (event.type === 'ReadMarked') {
      const name = inboxStream(event.tenantId, event.userId)
      const rows = inboxes.get(name)?.rows ?? new Map<InboxKey, InboxStateRow>()
      fold(inboxDecider, rows, [event])
      inboxes.set(name, { rows, last })
    } else {
      const name = channelStream(event.tenantId, event.channelId)
      const rows = channels.get(name)?.rows ?? new Map<ChannelKey, ChannelStateRow>()
      fold(channelDecider, rows, [event])
      channels.set(name, { rows, last })
    }
  }
  return { channels, inboxes }
}

const right = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left))
  return either.right
}

test('RM-12: the rows for decisions are those that folding the stream gives, with its revision', async () => {
  const channelSource = channelRowSource({ pool, schema })
  const inboxSource = inboxRowSource({ pool, schema })
  const kinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(commands, async (history) => {
      const events = placed(worldAfter(history).events)
      await here.renew()
      await here.project(events)
      const { channels, inboxes } = folded(events)
      const asked = [...channels.values()].map(async ({ rows, last }) => {
        const channelId = last.event.channelId
        const never: ReadonlyArray<ChannelKey> = [
          messageKey(noMessage),
          memberKey('nobody' as never),
          doneKey('never:done' as never, 'no:body' as never),
        ]
        const found = right(
          await channelSource.load({ tenantId: acme, channelId }, [...rows.keys(), ...never])(),
        )
        expect(found.revision).toBe(last.revision)
        expect(found.position).toBe(last.position)
        for (const [key, row] of rows) {
          kinds.add(row.kind)
          expect([key, found.rows.get(key)]).toEqual([key, row])
        }
        for (const key of never) expect(found.rows.has(key) && found.rows.get(key) === undefined).toBe(true)
        const elsewhere = right(
          await channelSource.load({ tenantId: tenantId('other'), channelId }, [...rows.keys()])(),
        )
        expect(elsewhere.revision).toBe('no-stream')
        expect([...elsewhere.rows.values()].every((row) => row === undefined)).toBe(true)
      })
      for (const { rows, last } of inboxes.values()) {
        if (last.event.type !== 'ReadMarked') throw new Error('not of an inbox')
        const { tenantId: tenant, userId } = last.event
        const found = right(await inboxSource.load({ tenantId: tenant, userId }, [...rows.keys()])())
        expect(found).toEqual({ revision: last.revision, position: last.position, rows })
        for (const { kind } of rows.values()) kinds.add(kind)
      }
      await Promise.all(asked)
    }),
    { numRuns: 30 },
  )
  expect([...kinds].toSorted()).toEqual([
    'channel',
    'cursor',
    'done',
    'member',
    'message',
    'reaction',
    'reactions',
  ])
})

test('RM-12: rows and revision are of one moment, while batches are committed', async () => {
  const [history] = fc.sample(commands, { numRuns: 1, seed: 5 })
  const events = placed(worldAfter(history ?? []).events)
  await here.renew()
  const source = channelRowSource({ pool, schema })
  const { channels } = folded(events)
  const [some] = [...channels.values()].toSorted((a, b) => b.rows.size - a.rows.size)
  if (some === undefined) throw new Error('no channel')
  const { channelId } = some.last.event
  const keys = [...some.rows.keys()]
  const own = events.filter(({ event }) => event.type !== 'ReadMarked' && event.channelId === channelId)
  let committing = true
  const projecting = (async () => {
    for (const event of events) await here.project([event])
    committing = false
  })()
  const revisions = new Set<number | string>()
  while (committing) {
    const { revision, rows } = right(await source.load({ tenantId: acme, channelId }, keys)())
    revisions.add(revision)
    const upTo = revision === 'no-stream' ? [] : own.filter((each) => each.revision <= revision)
    const expected = new Map<ChannelKey, ChannelStateRow>()
    for (const { event } of upTo) if (event.type !== 'ReadMarked') fold(channelDecider, expected, [event])
    for (const key of keys) expect([key, rows.get(key)]).toEqual([key, expected.get(key)])
  }
  await projecting
  expect(revisions.size).toBeGreaterThan(3)
})

test('RM-13: what many ask at once is one statement', async () => {
  const [history] = fc.sample(commands, { numRuns: 1, seed: 5 })
  const events = placed(worldAfter(history ?? []).events)
  await here.renew()
  await here.project(events)
  const query = vi.spyOn(pool, 'query')
  const source = channelRowSource({ pool, schema })
  const channelIds = [...new Set(events.map(({ event }) => event.channelId))]
  const loads = Array.from({ length: 50 }, (_, n) => {
    const channelId = channelIds[n % channelIds.length]
    if (channelId === undefined) throw new Error('no channel')
    return source.load({ tenantId: acme, channelId }, ['channel'])()
  })
  const found = await Promise.all(loads)
  expect(found.every((each) => E.isRight(each) && each.right.revision !== 'no-stream')).toBe(true)
  expect(query.mock.calls.length).toBe(1)
  query.mockRestore()
})

test('RM-13: where the database does not answer, everyone who asked is told so', async () => {
  const source = channelRowSource({ pool, schema: 'parley_nowhere' })
  const answers = await Promise.all(
    [1, 2].map(() => source.load({ tenantId: acme, channelId: noMessage as never }, ['channel'])()),
  )
  for (const answer of answers) expect(answer).toMatchObject({ left: { _tag: 'Unavailable' } })
})
