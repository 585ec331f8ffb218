import type { PersonView, Query } from '@parley/contract'
import {
  certain,
  channelIdOf,
  type Command,
  DisplayName,
  Position,
  StatusText,
  type UserId,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Answering, answering, placed } from './harness.ts'

const { acme, ada, bob, cleo, dan, eve, userId } = sample
const zoe = userId('zoe')

let here: Answering
let n = 0
const facts = (by: UserId) => {
  n += 1
  return { tenantId: acme, by, commandId: sample.commandId(`n${n}`), at: sample.at(n) }
}
const profile = (by: UserId, displayName: string | null): Command => ({
  type: 'SetProfile',
  ...facts(by),
  displayName: displayName === null ? null : certain(DisplayName, displayName),
})
const create = (by: UserId, channelType: 'standard' | 'private', members: ReadonlyArray<UserId>): Command => {
  const named = facts(by)
  const channelId = channelIdOf(acme, by, named.commandId)
  const described = { name: sample.channelName('one'), description: sample.description('') }
  return { type: 'CreateChannel', ...named, channelId, ...described, channelType, members }
}
const asPages = async (by: UserId, query: object, guest: boolean): Promise<ReadonlyArray<PersonView>> => {
  const viewer = { tenantId: acme, userId: by, ...(guest ? { guest: true as const } : {}) }
  const found = await here.ask.answer(viewer, query as Query)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found))
  const { value } = found.right
  if (value.type !== 'directory' && value.type !== 'profiles') throw new Error(value.type)
  return value.people
}
const directory = (by: UserId, query: object = {}, guest = false) =>
  asPages(by, { type: 'directory', ...query }, guest)
const profiles = (by: UserId, userIds: ReadonlyArray<UserId>, guest = false) =>
  asPages(by, { type: 'profiles', userIds }, guest)
const named = (people: ReadonlyArray<PersonView>) =>
  people.map(({ userId: id, displayName }) => [id, displayName])
const ids = (people: ReadonlyArray<PersonView>) => people.map(({ userId: id }) => id)

beforeAll(async () => {
  here = await answering()
  const world = sample.worldAfter([
    create(ada, 'private', [bob]),
    create(dan, 'standard', [userId('Élodie')]),
    create(eve, 'private', [cleo]),
    profile(bob, 'Ada Byron'),
    profile(cleo, 'Zoe B'),
    profile(cleo, null),
    profile(zoe, 'Büşra Lov'),
    { ...facts(zoe), type: 'SetProfile', metadata: sample.metadata({ team: 'tea' }) },
    { ...facts(bob), type: 'SetStatus', text: certain(StatusText, 'at lunch'), until: sample.at(50) },
    profile(ada, 'Ada Lovelace'),
  ])
  await here.project(placed(world.events))
})
afterAll(() => here.close())

test('PEOPLE-11 PEOPLE-10: the directory has those with a display name, and those whom one meets, by what they are called', async () => {
  expect(named(await directory(ada))).toEqual([
    [bob, 'Ada Byron'],
    [zoe, 'Büşra Lov'],
    [dan, null],
    [userId('Élodie'), null],
  ])
  // Cleo took her name back: none but those in a channel with her know of her.
  expect(named(await directory(eve))).toEqual([
    [bob, 'Ada Byron'],
    [ada, 'Ada Lovelace'],
    [zoe, 'Büşra Lov'],
    [cleo, null],
    [dan, null],
    [userId('Élodie'), null],
  ])
  expect(await directory(ada, {}, true)).toHaveLength(1)
  expect(ids(await directory(ada, {}, true))).toEqual([bob])
  expect(await directory(zoe, {}, true)).toEqual([])
})

test('PEOPLE-11: people are found by how a word of their name begins, or their id', async () => {
  expect(ids(await directory(eve, { search: 'ADA' }))).toEqual([bob, ada])
  expect(ids(await directory(eve, { search: 'byr' }))).toEqual([bob])
  expect(ids(await directory(eve, { search: 'ada b' }))).toEqual([bob])
  expect(ids(await directory(eve, { search: 'bo' }))).toEqual([bob])
  expect(ids(await directory(eve, { search: 'busra' }))).toEqual([zoe])
  expect(ids(await directory(eve, { search: 'elo' }))).toEqual([userId('Élodie')])
  for (const search of ['yron', 'lodie', '%', '\u0000']) expect(await directory(eve, { search })).toEqual([])
})

test('PEOPLE-11: pages of whichever length hold everybody once, in order', async () => {
  const all = ids(await directory(eve))
  for (const limit of [1, 2, 3, 10]) {
    const found: Array<UserId> = []
    for (;;) {
      const after = found.at(-1)
      const page = ids(await directory(eve, { limit, ...(after === undefined ? {} : { after }) }))
      found.push(...page)
      if (page.length < limit) break
    }
    expect(found).toEqual(all)
  }
})

test('PEOPLE-10 PEOPLE-3: what people say is read with its revision; an end is left to whoever looks', async () => {
  expect(await profiles(ada, [bob])).toEqual([
    {
      userId: bob,
      displayName: 'Ada Byron',
      avatarFileId: null,
      metadata: null,
      status: { text: 'at lunch', until: sample.at(50) },
      revision: 1,
    },
  ])
  expect(await profiles(ada, [zoe])).toMatchObject([{ metadata: { team: 'tea' }, status: null, revision: 1 }])
})

test('PEOPLE-10: those of whom one may not know are left out, and oneself is not', async () => {
  const everybody = [cleo, userId('nobody'), zoe, ada, bob, dan]
  expect(ids(await profiles(ada, everybody))).toEqual([ada, bob, dan, zoe])
  expect(ids(await profiles(ada, everybody, true))).toEqual([ada, bob])
  expect(ids(await profiles(cleo, everybody, true))).toEqual([cleo])
  // Who said nothing, and is met, is known to say nothing.
  expect(await profiles(ada, [dan])).toMatchObject([{ displayName: null, status: null, revision: null }])
  expect(await profiles(ada, [])).toEqual([])
})

test('PEOPLE-4: which channels people are in, for whoever tells of them', async () => {
  const at = certain(Position, 0)
  const found = await here.ask.channelsOf(acme, [ada, zoe], at)()
  if (E.isLeft(found)) throw new Error(found.left.cause)
  expect([...found.right].map(([person, channels]) => [person, channels.length])).toEqual([[ada, 1]])
})

test('PEOPLE-10: after any history a profile is what was said last', async () => {
  await fc.assert(
    fc.asyncProperty(sample.arbitrarySelves(20), async (commands) => {
      const events = sample.worldAfter(commands).events
      await here.renew()
      await here.project(placed(events))
      for (const person of sample.people) {
        const own = events.filter((event) => 'userId' in event && event.userId === person)
        const said = own.findLast((event) => event.type === 'ProfileSet')
        const status = own.findLast((event) => event.type === 'StatusSet')
        expect(await profiles(person, [person])).toEqual([
          {
            userId: person,
            displayName: said?.displayName ?? null,
            avatarFileId: said?.avatarFileId ?? null,
            metadata: said?.metadata ?? null,
            status:
              status === undefined || status.text === null
                ? null
                : { text: status.text, until: status.until },
            revision: own.length === 0 ? null : own.length - 1,
          },
        ])
      }
    }),
    { numRuns: 15 },
  )
})
