import {
  certain,
  ChannelId,
  type FileSize,
  type Label,
  type MimeType,
  Position,
  type TenantId,
  type UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  bob,
  channelName,
  cleo,
  commandId,
  description,
  tenantId,
  userId,
} from '@parley/domain/testing'
import type { WireCommand } from '@parley/contract'
import type { AddingFacts } from '@parley/read-models'
import { quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { channelsBegun } from '../src/execute/channels-begun.ts'
import { effectsOf } from '../src/execute/effects.ts'
import { heldAgainst } from '../src/execute/held-against.ts'
import type { MayAdd, MayAddByTenant } from '../src/index.ts'
import { noFiles } from './support/engines.ts'

const create = (...members: ReadonlyArray<UserId>): WireCommand => ({
  type: 'CreateChannel',
  commandId: commandId('c'),
  channelType: 'private',
  name: channelName('a'),
  description: description(''),
  members,
})
const open = (withUserId: UserId): WireCommand => ({
  type: 'OpenConversation',
  commandId: commandId('c'),
  withUserId,
})
const channelId = certain(ChannelId, '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11')
const add = (person: UserId): WireCommand => ({
  type: 'AddMember',
  commandId: commandId('c'),
  channelId,
  userId: person,
})
const join: WireCommand = { type: 'JoinChannel', commandId: commandId('c'), channelId }

/** What is held against a command, where 10 channels may be begun a day. */
const held = async (
  command: WireCommand,
  {
    mayAdd = 'everyone',
    tenants = new Map(),
    tenant = acme,
    begun = 0,
    knows = [],
    lately = channelsBegun(),
    registered = { files: 0, bytes: 0 },
  }: {
    /** What they registered within a day. */
    readonly registered?: { readonly files: number; readonly bytes: number }
    /** For all tenants but those that have a setting of their own. */
    readonly mayAdd?: MayAdd
    readonly tenants?: MayAddByTenant['tenants']
    readonly tenant?: TenantId
    readonly begun?: number
    readonly knows?: ReadonlyArray<UserId>
    readonly lately?: ReturnType<typeof channelsBegun>
  },
) => {
  let asked = 0
  const addingFacts = (people: ReadonlyArray<UserId>): AddingFacts => {
    asked += 1
    return { begun, strangers: people.filter((person) => !knows.includes(person)) }
  }
  const look = heldAgainst({
    queries: {
      addingFacts: (_person, _since, people) => async () =>
        E.right({ position: certain(Position, 100), value: addingFacts(people) }),
      files: {
        ...noFiles,
        registeredSince: () => async () => E.right({ position: certain(Position, 100), value: registered }),
      },
    },
    clock: { now: () => Date.UTC(2026, 0, 2) },
    limits: { begunADay: 10, filesADay: 10, fileBytesADay: 100 },
    mayAdd: { tenants, others: mayAdd },
    log: quiet,
    begunAfter: (_person, position) => lately.after(position),
  })({ tenantId: tenant, userId: ada }, effectsOf(command))
  return { looked: look !== undefined, found: look === undefined ? E.right(undefined) : await look(), asked }
}

const mayNotAdd = (person: UserId) => E.right({ _tag: 'MayNotAdd', userId: person })
const nothing = E.right(undefined)

test('FILE-3: so many files, and bytes, are registered by one person within a day', async () => {
  const command = {
    type: 'RegisterFile',
    commandId: commandId('c'),
    fileType: 'file',
    name: 'a' as Label,
    size: 1 as FileSize,
    mimeType: 'text/plain' as MimeType,
  } as const
  const tooMany = E.right({ _tag: 'TooManyFiles', most: 10, mostBytes: 100 })
  expect((await held(command, { registered: { files: 9, bytes: 99 } })).found).toEqual(nothing)
  expect((await held(command, { registered: { files: 10, bytes: 0 } })).found).toEqual(tooMany)
  expect((await held(command, { registered: { files: 0, bytes: 100 } })).found).toEqual(tooMany)
})

test('CH-20: so many channels and conversations are begun by one person within a day', async () => {
  for (const command of [create(bob), create(), open(bob)]) {
    expect((await held(command, { begun: 9 })).found).toEqual(nothing)
    expect((await held(command, { begun: 10 })).found).toEqual(E.right({ _tag: 'TooManyChannels', most: 10 }))
  }
  expect((await held(add(bob), { begun: 10 })).looked).toBe(false)
  expect((await held(join, { begun: 10 })).looked).toBe(false)
})

test('CH-20: what the read models do not show yet counts as well', async () => {
  const lately = channelsBegun()
  const settled = Array.from({ length: 3 }, () => lately.begin())
  expect((await held(open(bob), { begun: 6, lately })).found).toEqual(nothing)
  expect((await held(open(bob), { begun: 7, lately })).found).toMatchObject({
    right: { _tag: 'TooManyChannels' },
  })
  settled[0]?.(101)
  settled[1]?.(99)
  settled[2]?.(undefined)
  expect((await held(open(bob), { begun: 8, lately })).found).toEqual(nothing)
  expect((await held(open(bob), { begun: 9, lately })).found).toMatchObject({
    right: { _tag: 'TooManyChannels' },
  })
})

test('CH-21: where it is said so, only those are added whom one shares a channel with', async () => {
  const mayAdd = 'acquainted'
  for (const command of [create(bob, cleo), open(cleo), add(cleo)]) {
    expect((await held(command, { mayAdd, knows: [bob] })).found).toEqual(mayNotAdd(cleo))
    expect((await held(command, { mayAdd, knows: [bob, cleo] })).found).toEqual(nothing)
    expect((await held(command, {})).found).toEqual(nothing)
  }
  expect((await held(create(ada), { mayAdd })).found).toEqual(nothing)
})

test('CH-21: or nobody is, and no look is needed for that', async () => {
  const mayAdd = 'nobody'
  const knows = [bob]
  for (const command of [create(bob), open(bob), add(bob)])
    expect(await held(command, { mayAdd, knows })).toEqual({ looked: true, found: mayNotAdd(bob), asked: 0 })
  expect((await held(create(), { mayAdd })).found).toEqual(nothing)
  expect((await held(add(userId('ada')), { mayAdd })).looked).toBe(false)
  expect((await held(join, { mayAdd })).looked).toBe(false)
})

test('CH-22: whoever asks is held to what their own tenant has set, and the rest to what is left to all others', async () => {
  const [school, club] = [tenantId('school'), tenantId('club')]
  // What every object has is no setting of a tenant.
  const other = tenantId('constructor')
  const tenants: MayAddByTenant['tenants'] = new Map([
    [acme, 'nobody'],
    [school, 'acquainted'],
    [club, 'everyone'],
  ])
  for (const mayAdd of ['everyone', 'acquainted', 'nobody'] as const)
    for (const command of [create(bob), open(bob), add(bob)]) {
      const inTenant = (tenant: TenantId) => held(command, { mayAdd, tenants, tenant })
      expect((await inTenant(acme)).found).toEqual(mayNotAdd(bob))
      expect((await inTenant(school)).found).toEqual(mayNotAdd(bob))
      expect((await inTenant(club)).found).toEqual(nothing)
      expect(await inTenant(other)).toEqual(await held(command, { mayAdd }))
    }
})
