import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Query } from '@parley/contract'
import {
  type ChannelId,
  channelIdOf,
  type DomainEvent,
  mainFeed,
  type MessageId,
  messageIdOf,
  type UserId,
} from '@parley/domain'
import {
  type Action,
  type ChannelType,
  channelTypes,
  permissions,
  type Role,
  roles,
  rolesWith,
} from '@parley/domain/permissions'
import {
  acme,
  ada,
  at,
  bob,
  channelName,
  commandId,
  description,
  feedName,
  reactionName,
  segment,
  tenantId,
  text,
} from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answering, answering, placed } from './harness.ts'

const file = join(import.meta.dirname, '../../../docs/spec/permissions.md')
const document = (): string => readFileSync(file, 'utf8')
const typeNames = Object.keys(channelTypes) as Array<ChannelType>
const rolesIn = (type: ChannelType): ReadonlyArray<Role> =>
  channelTypes[type].naming === 'members' ? ['member'] : roles

/** What is asked of no one channel. */
type Wide = 'conversations' | 'browse' | 'people' | 'search' | 'directory' | 'profiles' | 'file'

/** Each query about a channel, every one that there is, or this does not compile. */
const queries: Readonly<
  Record<Exclude<Query['type'], Wide>, (channelId: ChannelId, messageId: MessageId) => Query>
> = {
  conversation: (channelId) => ({ type: 'conversation', channelId }),
  history: (channelId) => ({ type: 'history', channelId, feedId: mainFeed }),
  thread: (channelId, parentId) => ({ type: 'thread', channelId, parentId }),
  members: (channelId) => ({ type: 'members', channelId }),
  reactions: (channelId, messageId) => ({
    type: 'reactions',
    channelId,
    messageId,
    name: reactionName('👍'),
  }),
  pinned: (channelId) => ({ type: 'pinned', channelId }),
  unread: (channelId) => ({ type: 'unread', channelId, feedId: mainFeed }),
  bans: (channelId) => ({ type: 'bans', channelId }),
  receipts: (channelId, messageId) => ({ type: 'receipts', channelId, messageId }),
  versions: (channelId, messageId) => ({ type: 'versions', channelId, messageId }),
  mutes: (channelId) => ({ type: 'mutes', channelId }),
  restraints: (channelId) => ({ type: 'restraints', channelId }),
  reports: (channelId) => ({ type: 'reports', channelId }),
  limits: (channelId) => ({ type: 'limits', channelId }),
}
/** What one may do who is answered, where it is not reading. */
const takes: Readonly<Record<string, Action>> = {
  bans: 'ban',
  mutes: 'mute',
  limits: 'setLimits',
  reports: 'seeFlags',
}
const watching = 'watching, and typing and presence with it'
const asked = [...Object.keys(queries), watching]

const tableLines = (): string => {
  const may = (name: string, type: ChannelType): string => {
    const allowed = rolesWith(permissions, type, takes[name] ?? 'read')
    const asking = rolesIn(type).filter((role) => allowed.includes(role))
    if (asking.length === 0) return 'nobody'
    return asking.length === rolesIn(type).length ? 'all' : asking.join(', ')
  }
  const head = ['query', ...typeNames, 'not in it, open', 'not in it, hidden', 'guest not in it']
  const lines = asked.map((name) => [
    name,
    ...typeNames.map((type) => may(name, type)),
    'NotAMember',
    'ChannelNotFound',
    'ChannelNotFound',
  ])
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

test('PERM-22: the table of the queries is that of the rules; `vitest -u` writes it anew', async () => {
  const now = document().replace(/(<!-- queries -->\n)[^]*?(<!-- end -->)/, `$1${tableLines()}\n$2`)
  await expect(now).toMatchFileSnapshot(file)
})

/** The cell of the document, by the query and the word above it. */
const cellOf = (name: string, column: string): string => {
  const [, lines = ''] = /<!-- queries -->\n([^]*?)<!-- end -->/.exec(document()) ?? []
  const [head = [], ...rows] = lines.split('\n').map((line) => line.slice(2, -2).split(' | '))
  return rows.find(([first]) => first === name)?.[head.indexOf(column)] ?? `no cell of ${name}, ${column}`
}

const channelOf = (type: ChannelType, role: Role | null): ChannelId =>
  channelIdOf(acme, ada, commandId(`${type} ${role}`))
const messageIn = (channelId: ChannelId): MessageId => messageIdOf(acme, channelId, ada, commandId('hello'))

/** A channel of a type with a message of Ada's, in which Bob is this; null: he is not in it. */
const happened = (type: ChannelType, role: Role | null): ReadonlyArray<DomainEvent> => {
  const channelId = channelOf(type, role)
  const facts = { tenantId: acme, channelId, by: ada, commandId: commandId('begin'), at: at(1) }
  const joined = (userId: UserId, as: Role): DomainEvent => ({
    type: 'MemberJoined',
    ...facts,
    userId,
    role: as,
    segments: { [mainFeed]: segment(0) },
  })
  const isNamed = channelTypes[type].naming === 'own'
  return [
    {
      type: 'ChannelCreated',
      ...facts,
      channelType: type,
      name: isNamed ? channelName('general') : null,
      description: description(''),
    },
    { type: 'FeedCreated', ...facts, feedId: mainFeed, name: feedName('main') },
    joined(ada, isNamed ? 'owner' : 'member'),
    ...(role === null ? [] : [joined(bob, role)]),
    {
      type: 'MessageSent',
      ...facts,
      messageId: messageIn(channelId),
      feedId: mainFeed,
      segment: segment(1),
      senderId: ada,
      parentId: null,
      body: text('hello'),
    },
  ]
}

let here: Answering
let position: Parameters<Answering['ask']['refusal']>[2]
beforeAll(async () => {
  here = await answering()
  const events = placed(
    typeNames.flatMap((type) => [null, ...rolesIn(type)].flatMap((role) => happened(type, role))),
  )
  await here.project(events)
  position = events.at(-1)?.position ?? position
})
afterAll(() => here.close())

type Viewer = Parameters<Answering['ask']['answer']>[0]

/** What comes of a question: `may`, or how it is turned down. */
const outcomeOf = async (viewer: Viewer, name: string, channelId: ChannelId): Promise<string> => {
  if (name === watching) {
    const answer = await here.ask.snapshots(viewer, [channelId], position)()
    const begun = E.isRight(answer) ? answer.right.value.get(channelId) : undefined
    return begun?._tag === 'rejected' ? begun.rejection._tag : begun === undefined ? 'nothing' : 'may'
  }
  const query = queries[name as keyof typeof queries](channelId, messageIn(channelId))
  const answer = await here.ask.answer(viewer, query)()
  if (E.isRight(answer)) return 'may'
  return answer.left._tag === 'QueryRejected' ? answer.left.rejection._tag : answer.left._tag
}

describe.each(typeNames)('PERM-22: of a channel of type %s', (type) => {
  test.each(asked)('%s is answered as the table says', async (name) => {
    const asBob: Viewer = { tenantId: acme, userId: bob }
    for (const role of rolesIn(type)) {
      const cell = cellOf(name, type)
      const may = cell === 'all' || cell.split(', ').includes(role)
      const outcome = await outcomeOf(asBob, name, channelOf(type, role))
      expect({ role, may: outcome === 'may' }).toEqual({ role, may })
    }
    const outside = channelOf(type, null)
    const guest: Viewer = { ...asBob, guest: true }
    expect({
      none: await outcomeOf(asBob, name, outside),
      guest: await outcomeOf(guest, name, outside),
      elsewhere: await outcomeOf({ tenantId: tenantId('other'), userId: ada }, name, outside),
    }).toEqual({
      none: cellOf(name, `not in it, ${channelTypes[type].visibility}`),
      guest: cellOf(name, 'guest not in it'),
      elsewhere: 'ChannelNotFound',
    })
  })
})
