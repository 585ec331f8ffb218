import { type Actor, type Scope, ServerId } from '@parley/auth'
import {
  certain,
  type ChannelDescribed,
  type DomainEvent,
  Position,
  streamOf,
  TenantId,
  type UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  arbitraryCommands,
  at,
  bob,
  commandId,
  description,
  text,
  worldAfter,
} from '@parley/domain/testing'
import { type EventStore, memoryEventStore, toNewEvent } from '@parley/event-store'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { defaultRates, type ReplayedPage, type ReplayQuery } from '../src/index.ts'
import { engineInMemory, personOf } from './support/engines.ts'

const tenants = ['acme', 'acme-2', 'a', 'inbox', 'channel-acme'].map((name) => certain(TenantId, name))

const serverOf = (tenantId: TenantId = acme, ...scopes: ReadonlyArray<Scope>): Actor => ({
  kind: 'server',
  tenantId,
  serverId: certain(ServerId, 'warehouse'),
  scopes: new Set(scopes.length === 0 ? ['read-events'] : scopes),
})

const append = async (store: EventStore, ...events: ReadonlyArray<DomainEvent>): Promise<void> => {
  for (const event of events) {
    const appended = await store.append(streamOf(event), 'any', [toNewEvent(event, crypto.randomUUID())])()
    expect(E.isRight(appended)).toBe(true)
  }
}

type EngineInMemory = ReturnType<typeof engineInMemory>['engine']

const pageOf = async (engine: EngineInMemory, actor: Actor, query?: ReplayQuery): Promise<ReplayedPage> => {
  const page = await engine.replay(actor, query)()
  if (E.isLeft(page)) throw new Error(JSON.stringify(page.left))
  return page.right
}

/** Page after page, until there is no more. */
const allOf = async (
  engine: EngineInMemory,
  actor: Actor,
  query: ReplayQuery = {},
): Promise<ReadonlyArray<ReplayedPage>> => {
  const pages: Array<ReplayedPage> = []
  for (;;) {
    const from = pages.at(-1)?.position ?? query.from
    const page = await pageOf(engine, actor, { ...query, ...(from === undefined ? {} : { from }) })
    pages.push(page)
    if (!page.more) return pages
  }
}

const described = (n: number, words = 'x', tenantId = acme, by: UserId = ada): ChannelDescribed => ({
  type: 'ChannelDescribed',
  tenantId,
  channelId: adasChannel,
  by,
  commandId: commandId(`c${n}`),
  at: at(1),
  description: description(words),
})

const unlimitedRates = { rates: { ...defaultRates, queries: defaultRates.watches } }

test('REPLAY-20: a server is given the events of its own tenant, all of them, in order, and of no other', () =>
  fc.assert(
    fc.asyncProperty(
      arbitraryCommands({ channels: 3, maxLength: 40 }),
      fc.infiniteStream(fc.constantFrom(...tenants)),
      fc.record({ rows: fc.integer({ min: 1, max: 20 }), bytes: fc.integer({ min: 1, max: 10_000 }) }),
      async (commands, whose, { rows, bytes }) => {
        const { engine, store } = engineInMemory({ limits: { ...unlimitedRates, replay: { bytes } } })
        const events = worldAfter(commands).events.map(
          (event): DomainEvent => ({ ...event, tenantId: whose.next().value ?? acme }),
        )
        await append(store, ...events)
        for (const tenantId of tenants) {
          const pages = await allOf(engine, serverOf(tenantId), { rows })
          expect(pages.flatMap((page) => page.events.map(({ event }) => event))).toEqual(
            events.filter((event) => event.tenantId === tenantId),
          )
          expect(Math.max(...pages.map((page) => page.events.length))).toBeLessThanOrEqual(rows)
        }
      },
    ),
    { numRuns: 25 },
  ))

test('REPLAY-20: it takes the scope, which no person has and no other scope is', async () => {
  const { engine, store } = engineInMemory()
  await append(store, described(1))
  const missing = E.left({ _tag: 'ScopeMissing', scope: 'read-events' })
  expect(await engine.replay(personOf())()).toEqual(missing)
  expect(await engine.replay(serverOf(acme, 'act-as', 'import', 'moderate'))()).toEqual(missing)
  expect((await pageOf(engine, serverOf())).events).toHaveLength(1)
})

test('REPLAY-20: no query, whatever is put into it, names another tenant', async () => {
  const { engine, store } = engineInMemory()
  const other = certain(TenantId, 'other')
  await append(store, described(1, 'theirs', other), described(2, 'ours'))
  const smuggled = { tenantId: other, streams: { tenantId: other }, channelId: adasChannel }
  const { events } = await pageOf(engine, serverOf(), smuggled)
  expect(events.map(({ event }) => event.tenantId)).toEqual([acme])
})

test('REPLAY-21: pages are bounded in bytes, and one event that is more comes alone', async () => {
  const { engine, store } = engineInMemory({ limits: { replay: { bytes: 2_000 } } })
  const huge: DomainEvent = { ...described(0), description: description('y'.repeat(1_000)) }
  await append(store, ...[1, 2, 3, 4, 5, 6].map((n) => described(n, 'z'.repeat(300))), huge, huge)
  const pages = await allOf(engine, serverOf())
  expect(pages.map(({ events }) => events.length)).toEqual([3, 3, 1, 1])
  expect(pages.map(({ more }) => more)).toEqual([true, true, true, false])
})

test('REPLAY-21: of a tenant that says little in a long log a page may be empty, and moves on', async () => {
  const { engine, store } = engineInMemory({ limits: { replay: { atOnce: 10, looks: 4 } } })
  const others = Array.from({ length: 100 }, (_, n) => described(n, 'x', certain(TenantId, 'other')))
  await append(store, ...others, described(1), ...others)
  const pages = await allOf(engine, serverOf())
  expect(pages.length).toBeGreaterThan(4)
  expect(pages[0]).toMatchObject({ events: [], more: true })
  const positions = pages.map(({ position }) => position)
  expect(positions).toEqual([...new Set(positions)].toSorted((a, b) => a - b))
  expect(pages.flatMap(({ events }) => events)).toHaveLength(1)
})

test('REPLAY-22: types, kinds, a channel and a part are asked for as in any replay', async () => {
  const { engine, store } = engineInMemory()
  const { description: _, ...facts } = described(3)
  const sent: DomainEvent = {
    ...facts,
    type: 'MessageSent',
    messageId: crypto.randomUUID() as never,
    senderId: ada,
    feedId: 'main' as never,
    segment: 1 as never,
    parentId: null,
    body: text('hello'),
  }
  await append(store, described(1), sent, described(2, 'x', acme, bob))
  const page = await engine.replay(serverOf(), { types: ['MessageSent'] })()
  const bodies = E.isRight(page) ? page.right.events.map(({ event }) => event.body) : []
  expect(bodies).toEqual([text('hello')])
  expect((await pageOf(engine, serverOf(), { kinds: ['inbox'] })).events).toEqual([])
  expect((await pageOf(engine, serverOf(), { channelId: adasChannel, rows: 2 })).events).toHaveLength(2)
  const parts = await Promise.all([1, 2].map((n) => pageOf(engine, serverOf(), { partition: { n, of: 2 } })))
  expect(parts.map(({ events }) => events.length).toSorted((a, b) => a - b)).toEqual([0, 3])
})

test('REPLAY-23: what can not be read is said without what stands in it, or whose it says that it is', async () => {
  const { engine, store } = engineInMemory()
  const { type, ...data } = described(1, 'secret', certain(TenantId, 'other'))
  const misplaced = { id: crypto.randomUUID(), type, data, metadata: { v: 1 } }
  await store.append(`channel-acme.${adasChannel}`, 'any', [misplaced])()
  const page = await pageOf(engine, serverOf())
  expect(page.events).toEqual([])
  expect(page.unreadable).toMatchObject([
    {
      type: 'ChannelDescribed',
      reason: 'MisplacedEvent',
      stream: `channel-acme.${adasChannel}`,
      position: 1,
    },
  ])
  expect(JSON.stringify(page)).not.toMatch(/other|secret/)
})

test('REPLAY-24: a position that the log does not have is said, and nothing is given', async () => {
  const { engine, store } = engineInMemory()
  await append(store, described(1))
  const from = certain(Position, 7)
  expect(await engine.replay(serverOf(), { from })()).toEqual(
    E.left({ _tag: 'UnknownPosition', position: 7 }),
  )
})

test('REPLAY-24: a log that can not be reached is unavailable, and its cause is not told', async () => {
  const { engine, store } = engineInMemory()
  await store.close()
  expect(await engine.replay(serverOf())()).toEqual(E.left({ _tag: 'Unavailable' }))
})

test('REPLAY-25: how often a server asks is counted with its tenant, and apart from people of its name', async () => {
  const queries = { ...defaultRates.queries, person: { burst: 2, perSecond: 1 } }
  const { engine, clock } = engineInMemory({ limits: { rates: { ...defaultRates, queries } } })
  const warehouse = personOf('warehouse' as UserId)
  await engine.ask(warehouse, { type: 'conversations' })()
  await pageOf(engine, serverOf())
  await pageOf(engine, serverOf())
  expect(await engine.replay(serverOf())()).toEqual(E.left({ _tag: 'RateLimited', retryAfter: 1_000 }))
  expect(E.isRight(await engine.ask(warehouse, { type: 'conversations' })())).toBe(true)
  clock.advance(1_000)
  await pageOf(engine, serverOf())
})

test('REPLAY-25: few pages are read at a time, of a tenant and in all; what is too many is told so', async () => {
  const store = memoryEventStore()
  const gate = Promise.withResolvers<void>()
  const events: EventStore = {
    ...store,
    end: () => () => gate.promise.then(() => store.end()()),
  }
  const { engine } = engineInMemory({ events, limits: { replay: { ofTenant: 2, inAll: 3 } } })
  const asked = [acme, acme, acme, ...tenants.slice(1, 3)].map((tenantId) =>
    engine.replay(serverOf(tenantId))(),
  )
  gate.resolve()
  const pages = await Promise.all(asked)
  expect(pages.map((page) => (E.isLeft(page) ? page.left._tag : 'page'))).toEqual([
    'page',
    'page',
    'Overloaded',
    'page',
    'Overloaded',
  ])
  expect((await pageOf(engine, serverOf())).more).toBe(false)
})
