import { readFileSync } from 'node:fs'
import { actFor, type Person, Scope, type Server, ServerId } from '@parley/auth'
import type { WireCommand } from '@parley/contract'
import { certain, ChannelId, MessageId, Position, type UserId } from '@parley/domain'
import {
  type ChannelType,
  channelTypes,
  namedChannelTypes,
  peoplesChannelTypes,
  type Role,
} from '@parley/domain/permissions'
import {
  acme,
  ada,
  bob,
  channelName,
  cleo,
  commandId,
  description,
  eve,
  relationsFor,
  tenantId,
  text,
  feedName,
  side,
} from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import type { Engine } from '../../src/index.ts'
import { emptyReadModels, engineInMemory, personOf } from '../support/engines.ts'
import { beginnings, type Scene, ways } from './asked.ts'
import { commandsTable, rolesIn, rowsOf, tableOf, typeNames, withTable } from './table.ts'

const file = new URL('../../../../docs/spec/permissions.md', import.meta.url).pathname
const document = (): string => readFileSync(file, 'utf8')

/** By which scope alone a server does by itself what only servers do. */
const allowedBy: Readonly<Record<keyof typeof serverDoes, Scope>> = {
  'act for a person of its tenant': 'act-as',
  'read the events of its tenant': 'read-events',
}
const scopes = Object.keys(Scope.keys) as Array<Scope>

test('PERM-21, PERM-23: the tables of commands and servers are those of the rules; `vitest -u` writes them anew', async () => {
  const lines = Object.entries(allowedBy).map(([what, scope]) => [
    what,
    ...scopes.map((one) => (one === scope ? 'may' : 'ScopeMissing')),
  ])
  const withCommands = withTable(document(), 'commands', commandsTable())
  const servers = tableOf(['a server with', ...scopes], lines)
  await expect(withTable(withCommands, 'servers', servers)).toMatchFileSnapshot(file)
})

/** Those who share a channel with nobody but Ada. */
const queries = {
  ...emptyReadModels,
  addingFacts: (_person: unknown, _since: unknown, people: ReadonlyArray<UserId>) => async () =>
    E.right({
      position: certain(Position, 7),
      value: { begun: 0, strangers: people.filter((one) => one !== ada) },
    }),
}

const done = async (engine: Engine, by: Person, command: WireCommand) => {
  const outcome = await engine.execute(by, command)()
  if (E.isLeft(outcome)) throw new Error(`${command.type}: ${JSON.stringify(outcome.left)}`)
  return outcome.right.result
}

/** A channel of a type in which Bob is this, after both he and Ada said something; null: he is in it no more. */
const sceneOf = async (engine: Engine, type: ChannelType, role: Role | null): Promise<Scene> => {
  const [asAda, asBob] = [personOf(ada), personOf(bob)]
  const isForTwo = channelTypes[type].naming === 'members'
  const begin: WireCommand = isForTwo
    ? { type: 'OpenConversation', commandId: commandId('begin'), withUserId: role === null ? cleo : bob }
    : {
        type: 'CreateChannel',
        commandId: commandId('begin'),
        channelType: type as never,
        name: channelName('old'),
        description: description(''),
        members: [bob, cleo],
        ...relationsFor(type as never),
      }
  // Some types a server alone begins, for somebody.
  const begins = { ...asAda, server: certain(ServerId, 'crm') }
  const channelId = certain(ChannelId, (await done(engine, begins, begin)).channelId)
  if (!isForTwo)
    await done(engine, asAda, {
      type: 'CreateFeed',
      commandId: commandId('feed'),
      channelId,
      feedId: side,
      name: feedName('aside'),
    })
  const change = (userId: UserId, to: Role, name = `${userId} is ${to}`): WireCommand => ({
    type: 'ChangeRole',
    commandId: commandId(name),
    channelId,
    userId,
    role: to,
  })
  // Who says something in any type: an owner.
  if (!isForTwo) await done(engine, asAda, change(bob, 'owner'))
  const say = async (by: Person, name: string) => {
    const sent = await done(engine, by, {
      type: 'SendMessage',
      clientMessageId: commandId(name),
      channelId,
      feedId: 'main' as never,
      parentId: null,
      body: text(name),
    })
    return certain(MessageId, sent.messageId)
  }
  const adas = await say(asAda, 'hers')
  const bobs = isForTwo && role === null ? adas : await say(asBob, 'his')
  if (!isForTwo && role === null) {
    await done(engine, asAda, change(bob, 'member'))
    const goes = { commandId: commandId('goes'), channelId, userId: bob }
    await done(engine, asAda, { type: 'RemoveMember', ...goes })
  } else if (!isForTwo && role !== 'owner') await done(engine, asAda, change(bob, role ?? 'member'))
  return { channelId, adas, bobs, other: isForTwo ? ada : cleo }
}

const rows = rowsOf(document(), 'commands')
const cellOf = (type: string, when: string | undefined, column: string): string => {
  const name = when === undefined ? type : `${type}, ${when}`
  const row = rows.find((one) => one.get('command') === name)
  return row?.get(column) ?? `no cell of ${name}, ${column}`
}

const all = Object.entries(ways).flatMap(([type, of]) => of.map((way) => ({ type, ...way })))

const outcomeOf = async (engine: Engine, by: Person, command: WireCommand): Promise<string> => {
  const outcome = await engine.execute(by, command)()
  if (E.isRight(outcome)) return 'may'
  return outcome.left._tag === 'Rejected' ? outcome.left.rejection._tag : outcome.left._tag
}

/** How whoever stands too low, or is in a channel that has no such thing, is turned down. */
const turnedDown = ['RoleTooLow', 'MissingPermission', 'ConversationStays', 'NotTheSender']

describe.each(typeNames)(
  'PERM-21: in a channel of type %s every command comes to what the table says',
  (type) => {
    test.each(rolesIn(type))('of the role %s', async (role) => {
      for (const { type: command, when, give } of all) {
        const { engine } = engineInMemory({ queries })
        const scene = await sceneOf(engine, type, role)
        const outcome = await outcomeOf(engine, personOf(bob), give(scene))
        const cell = cellOf(command, when, type)
        const may = cell === 'all' || cell.split(', ').includes(role)
        expect({ command, when, may: outcome === 'may' }).toEqual({ command, when, may })
        expect([...turnedDown, 'may']).toContain(outcome)
      }
    })

    test('of who is not in it, of guests of the tenant, and of another tenant', async () => {
      const { visibility } = channelTypes[type]
      for (const { type: command, when, give } of all) {
        const { engine } = engineInMemory({ queries })
        const scene = await sceneOf(engine, type, null)
        const cell = cellOf(command, when, `not in it, ${visibility}`)
        const nothingToDo = { may: 'may', 'nothing to do': 'may' }[cell] ?? cell
        const guest: Person = { ...personOf(bob), guest: true }
        const asGuest = await outcomeOf(engine, guest, give(scene))
        const idle = cell === 'nothing to do' ? 'may' : 'ChannelNotFound'
        const elsewhere = await outcomeOf(engine, personOf(bob, tenantId('other')), give(scene))
        const outcome = await outcomeOf(engine, personOf(bob), give(scene))
        expect({ command, when, outcome, asGuest, elsewhere }).toEqual({
          command,
          when,
          outcome: nothingToDo,
          asGuest: idle,
          elsewhere: 'ChannelNotFound',
        })
      }
    })

    test('of guests of the tenant who are in it', async () => {
      for (const { type: command, when, give } of all) {
        const { engine } = engineInMemory({ queries })
        const highest: Role = rolesIn(type).includes('owner') ? 'owner' : 'member'
        const scene = await sceneOf(engine, type, highest)
        const guest: Person = { ...personOf(bob), guest: true }
        const cell = cellOf(command, when, 'guest of the tenant')
        const mayOthers = cellOf(command, when, type) !== 'nobody'
        const outcome = await outcomeOf(engine, guest, give(scene))
        // Who is in already has nothing to join.
        const may = mayOthers && (cell === 'as others' || command === 'JoinChannel')
        expect({ command, when, may: outcome === 'may' }).toEqual({ command, when, may })
      }
    })
  },
)

test.each(namedChannelTypes)(
  'CH-32: a channel of type %s is begun by people as its row says, by a server for any of them, by no guest',
  async (channelType) => {
    const create = (name: string): WireCommand => ({
      type: 'CreateChannel',
      commandId: commandId(name),
      channelType,
      name: channelName('new'),
      description: description(''),
      members: [],
      ...relationsFor(channelType),
    })
    const { engine } = engineInMemory({ queries })
    const isForPeople = peoplesChannelTypes.includes(channelType)
    const alone = await outcomeOf(engine, personOf(bob), create('alone'))
    expect(alone).toBe(isForPeople ? 'may' : 'MissingPermission')
    const byServer: Person = { ...personOf(bob), server: certain(ServerId, 'crm') }
    expect(await outcomeOf(engine, { ...byServer, guest: true }, create('guest'))).toBe('MissingPermission')
    expect(await outcomeOf(engine, byServer, create('by server'))).toBe('may')
  },
)

test('PERM-21: what begins a channel or a conversation, or is about oneself, everyone does, and guests as the table says', async () => {
  for (const [type, command] of Object.entries(beginnings)) {
    const { engine } = engineInMemory({ queries })
    const guest: Person = { ...personOf(bob), guest: true }
    const cell = cellOf(type, undefined, 'guest of the tenant')
    expect(await outcomeOf(engine, guest, command)).toBe(
      { never: 'MissingPermission', 'with acquaintances': 'MayNotAdd', 'as others': 'may' }[cell],
    )
    expect(await outcomeOf(engine, personOf(bob), command)).toBe('may')
  }
})

/** What a server may by itself: what of the engine takes a server at all. */
const serverDoes = {
  'act for a person of its tenant': (server: Server) => E.isRight(actFor(server, eve)),
  'read the events of its tenant': async (server: Server) => {
    const { engine } = engineInMemory({ queries })
    return E.isRight(await engine.replay(server, { after: certain(Position, 0) } as never)())
  },
} as const
test.each(scopes)(
  'PERM-23: with the scope %s alone it may what the table says, and nothing else',
  async (scope) => {
    const server: Server = {
      kind: 'server',
      tenantId: acme,
      serverId: certain(ServerId, 'mailer'),
      scopes: new Set([scope]),
    }
    const told = rowsOf(document(), 'servers')
    expect(told).toHaveLength(Object.keys(serverDoes).length)
    for (const row of told) {
      const does = serverDoes[row.get('a server with') as keyof typeof serverDoes]
      expect(await does(server)).toBe(row.get(scope) === 'may')
    }
  },
)
