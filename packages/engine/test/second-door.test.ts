import { type Actor, type Scope, ServerId, type Verifier } from '@parley/auth'
import { certain, TenantId } from '@parley/domain'
import { acme, ada, bob, userId } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { defaultRates } from '../src/index.ts'
import { engineInMemory, eventsOf, personOf } from './support/engines.ts'
import { tinyDoor } from './support/tiny-door.ts'

const other = certain(TenantId, 'other')
const serverOf = (tenantId: TenantId, ...scopes: ReadonlyArray<Scope>): Actor => ({
  kind: 'server',
  tenantId,
  serverId: certain(ServerId, 'mailer'),
  scopes: new Set(scopes),
})
const actors: Readonly<Record<string, Actor>> = {
  ada: personOf(),
  bob: personOf(bob),
  'ada of another tenant': personOf(ada, other),
  mailer: serverOf(acme, 'act-as'),
  'mailer of another tenant': serverOf(other, 'act-as'),
  importer: serverOf(acme, 'import', 'moderate', 'read-events'),
}
const verifier: Verifier = {
  verify: (token) => async () => {
    const actor = actors[token]
    return actor === undefined
      ? E.left({ _tag: 'AuthenticationFailed', reason: 'not a token' })
      : E.right({ actor, expiresAt: Number.MAX_SAFE_INTEGER })
  },
}
const create = (name: string) =>
  ({
    path: '/commands',
    body: {
      type: 'CreateChannel',
      commandId: name,
      channelType: 'private',
      name,
      description: '',
      members: [],
    },
  }) as const
const list = { path: '/queries', body: { type: 'conversations' } } as const
const opened = (options?: Parameters<typeof engineInMemory>[0]) => {
  const { engine, store, clock } = engineInMemory(options)
  return { door: tinyDoor(engine, verifier), another: tinyDoor(engine, verifier), store, clock }
}
const channelOf = (answer: unknown): unknown =>
  typeof answer === 'object' && answer !== null && 'result' in answer ? answer.result : undefined

test('ENGINE-60: a door over the engine alone carries out commands and answers queries', async () => {
  const { door, store } = opened()
  expect(await door({ token: 'ada', ...create('tea') })).toMatchObject({
    revision: 2,
    position: 3,
    result: { channelId: expect.any(String) },
  })
  expect(await door({ token: 'ada', ...list })).toEqual({
    position: 7,
    result: { type: 'conversations', conversations: [], more: false },
  })
  expect(await door({ token: 'ada', path: '/commands', body: { type: 'Sing' } })).toMatchObject({
    _tag: 'BadRequest',
  })
  expect(await door({ token: 'eve', ...create('tea') })).toMatchObject({ _tag: 'AuthenticationFailed' })
  expect(await eventsOf(store)).toHaveLength(3)
})

test('ENGINE-61: what a server does for somebody, that person does', async () => {
  const { door, store } = opened()
  const made = await door({ token: 'mailer', actAs: 'ada', ...create('tea') })
  const [first] = await eventsOf(store)
  expect(first).toMatchObject({ type: 'ChannelCreated', data: { tenantId: 'acme', by: 'ada' } })
  // The same command from the person themselves is the same command.
  expect(channelOf(await door({ token: 'ada', ...create('tea') }))).toEqual(channelOf(made))
  expect(await eventsOf(store)).toHaveLength(3)
})

test('ENGINE-68: the log tells which server did something for somebody, and nobody who chats is told', async () => {
  const { door, store } = opened()
  const made = await door({ token: 'mailer', actAs: 'ada', ...create('tea') })
  await door({ token: 'ada', ...create('tea') })
  await door({ token: 'ada', ...create('coffee') })
  const metadata = (await eventsOf(store)).map((event) => event.metadata['server'])
  expect(metadata).toEqual(['mailer', 'mailer', 'mailer', undefined, undefined, undefined])
  expect(JSON.stringify(made)).not.toContain('mailer')
  for (const { data } of await eventsOf(store)) expect(JSON.stringify(data)).not.toContain('mailer')
})

test('ENGINE-61 AUTH-17: a server without the scope does nothing for anybody, and nothing as itself', async () => {
  const { door, store } = opened()
  const missing = { _tag: 'ScopeMissing', scope: 'act-as' }
  expect(await door({ token: 'importer', actAs: 'ada', ...create('tea') })).toEqual(missing)
  expect(await door({ token: 'ada', actAs: 'bob', ...create('tea') })).toEqual(missing)
  expect(await door({ token: 'mailer', ...create('tea') })).toEqual({ _tag: 'WhoFor' })
  expect(await eventsOf(store)).toEqual([])
})

test('ENGINE-61 AUTH-16: nothing crosses tenants, whoever acts for whom', async () => {
  const { door, store } = opened()
  const made = await door({ token: 'ada', ...create('tea') })
  const { channelId } = Object(channelOf(made))
  const archive = {
    path: '/commands',
    body: { type: 'ArchiveChannel', commandId: 'a', channelId },
  } as const
  const notFound = { _tag: 'Rejected', rejection: { _tag: 'ChannelNotFound' } }
  expect(await door({ token: 'mailer of another tenant', actAs: 'ada', ...archive })).toEqual(notFound)
  expect(await door({ token: 'ada of another tenant', ...archive })).toEqual(notFound)
  expect(await eventsOf(store)).toHaveLength(3)
  expect(await door({ token: 'mailer', actAs: 'ada', ...archive })).toMatchObject({ revision: 3 })
})

test('ENGINE-62: a second door is no way around how often somebody may ask', async () => {
  const person = { burst: 2, perSecond: 1 }
  const limits = { rates: { ...defaultRates, commands: { ...defaultRates.commands, person } } }
  const { door, another, clock } = opened({ limits })
  await door({ token: 'ada', ...create('one') })
  await another({ token: 'ada', ...create('two') })
  const refused = { _tag: 'RateLimited', retryAfter: 1_000 }
  expect(await door({ token: 'ada', ...create('three') })).toEqual(refused)
  // A server takes what it asks for somebody from what that person may ask.
  expect(await another({ token: 'mailer', actAs: 'ada', ...create('three') })).toEqual(refused)
  expect(await another({ token: 'bob', ...create('three') })).toMatchObject({ revision: 2 })
  clock.advance(1_000)
  expect(await another({ token: 'ada', ...create('three') })).toMatchObject({ revision: 2 })
})

test('ENGINE-62: calls from one address count together, and those from within for their person alone', async () => {
  const address = { burst: 1, perSecond: 1 }
  const limits = { rates: { ...defaultRates, queries: { ...defaultRates.queries, address } } }
  const { door, another } = opened({ limits })
  expect(await door({ token: 'ada', ...list, address: '192.0.2.1' })).toMatchObject({ position: 7 })
  expect(await another({ token: 'bob', ...list, address: '192.0.2.1' })).toMatchObject({
    _tag: 'RateLimited',
  })
  expect(await another({ token: 'bob', ...list, address: '192.0.2.2' })).toMatchObject({ position: 7 })
  expect(await another({ token: 'bob', ...list })).toMatchObject({ position: 7 })
})

test('ENGINE-62: what a server acts for costs its tenant as well', async () => {
  const tenant = { burst: 1, perSecond: 1 }
  const limits = { rates: { ...defaultRates, commands: { ...defaultRates.commands, tenant } } }
  const { door } = opened({ limits })
  const forEach = (name: string) => door({ token: 'mailer', actAs: name, ...create('tea') })
  expect(await forEach('ada')).toMatchObject({ revision: 2 })
  expect(await forEach('bob')).toMatchObject({ _tag: 'RateLimited' })
  expect(
    await door({ token: 'mailer of another tenant', actAs: userId('bob'), ...create('tea') }),
  ).toMatchObject({
    revision: 2,
  })
})
