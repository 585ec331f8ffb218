import { mainFeed } from '@parley/domain'
import type { ChannelId, DomainEvent, Position, Rejection, TenantId, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { QueryResult } from '@parley/contract'
import type { Query, ResultOf } from '@parley/contract'
import { queries } from '@parley/read-models'
import type { AsOf, Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { placed, schema, answering, type Answering } from './harness.ts'
import { type Story, story } from './story.ts'

const { acme, ada, bob, cleo, dan } = sample

let here: Answering
let ask: Queries
let told: Story
let last: Position
beforeAll(async () => {
  here = await answering(200)
  ask = here.ask
  told = story()
  const events = placed(told.world.events)
  await here.project(events)
  last = events.at(-1)?.position ?? (0 as Position)
})
afterAll(() => here.close())

const answer = async (
  userId: UserId,
  query: Query,
  tenantId: TenantId = acme,
): Promise<AsOf<QueryResult>> => {
  const found = await ask.answer({ tenantId, userId }, query)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  expect(QueryResult.is(found.right.value)).toBe(true)
  return found.right
}

/** The answer of the query's own type. */
const result = async <T extends Query['type']>(userId: UserId, query: Extract<Query, { type: T }>) => {
  const { value } = await answer(userId, query)
  if (value.type !== query.type) throw new Error(`an answer to ${value.type}`)
  return value as ResultOf<T>
}

const rejection = async (
  userId: UserId,
  query: Query,
  tenantId: TenantId = acme,
): Promise<Rejection['_tag']> => {
  const found = await ask.answer({ tenantId, userId }, query)()
  if (E.isRight(found) || found.left._tag !== 'QueryRejected') throw new Error(JSON.stringify(found))
  return found.left.rejection._tag
}

test('RM-9: who is no member of an open channel is told so; of a hidden one, that there is none', async () => {
  const asked = (channelId: ChannelId): ReadonlyArray<Query> => [
    { type: 'conversation', channelId },
    { type: 'history', channelId, feedId: mainFeed },
    { type: 'thread', channelId, parentId: told.root },
    { type: 'unread', channelId, feedId: mainFeed },
    { type: 'members', channelId },
    { type: 'reactions', channelId, messageId: told.root, name: sample.reactionName('👍') },
  ]
  for (const query of asked(told.general)) expect(await rejection(dan, query)).toBe('NotAMember')
  for (const query of asked(told.secret)) expect(await rejection(dan, query)).toBe('ChannelNotFound')
  for (const query of asked(told.pair)) expect(await rejection(dan, query)).toBe('ChannelNotFound')
  for (const query of asked(sample.adasChannel)) expect(await rejection(ada, query)).toBe('ChannelNotFound')
  for (const channelId of [told.general, told.secret])
    for (const query of asked(channelId))
      expect(await rejection(ada, query, sample.tenantId('other'))).toBe('ChannelNotFound')
})

test("RM-9: what is not there in a channel of one's own is named", async () => {
  const channelId = told.general
  const parentId = sample.noMessage
  expect(await rejection(ada, { type: 'thread', channelId, parentId })).toBe('MessageNotFound')
  const name = sample.reactionName('👍')
  expect(await rejection(ada, { type: 'reactions', channelId, messageId: parentId, name })).toBe(
    'MessageNotFound',
  )
  const feedId = sample.feedId('side')
  expect(await rejection(ada, { type: 'history', channelId, feedId })).toBe('FeedNotFound')
  expect(await rejection(ada, { type: 'unread', channelId, feedId })).toBe('FeedNotFound')
  expect(await rejection(ada, { type: 'unread', channelId, feedId: mainFeed, parentId })).toBe(
    'MessageNotFound',
  )
})

test('RM-6: history shows the tops of threads, deleted ones at their place, reactions by name', async () => {
  const { messages, more } = await result(ada, {
    type: 'history',
    channelId: told.general,
    feedId: mainFeed,
  })
  expect(more).toBe(false)
  expect(messages.map(({ segment }) => segment)).toEqual([1, 2, 5, 6])
  const [root, deleted, edited] = messages
  expect(root).toMatchObject({ messageId: told.root, replyCount: 1, lastReplyAt: told.lastReplyAt })
  expect(root?.reactions).toEqual([
    { name: ':+1:', count: 1, mine: false, userIds: [bob] },
    { name: '👍', count: 2, mine: true, userIds: [cleo, ada] },
  ])
  expect(deleted).toMatchObject({ body: null, deletedBy: ada, senderId: bob, reactions: [] })
  expect(deleted?.deletedAt).not.toBeNull()
  expect(edited).toMatchObject({ body: { kind: 'text', text: 'edited' }, deletedAt: null })
  expect(edited?.editedAt).not.toBeNull()
})

test('RM-6: history pages backwards and forwards by segment', async () => {
  const base = { type: 'history', channelId: told.general, feedId: mainFeed, limit: 2 } as const
  const page = async (where: object) => {
    const { messages, more } = await result(ada, { ...base, ...where })
    return [...messages.map(({ segment }) => segment), more]
  }
  const segment = sample.segment
  expect(await page({})).toEqual([5, 6, true])
  expect(await page({ before: segment(5) })).toEqual([1, 2, false])
  expect(await page({ after: segment(0) })).toEqual([1, 2, true])
  expect(await page({ after: segment(2) })).toEqual([5, 6, false])
  expect(await page({ after: segment(6) })).toEqual([false])
})

test('RM-7: a thread is its first message and the replies, deleted ones too, which are not counted', async () => {
  const query = { type: 'thread', channelId: told.general, parentId: told.root } as const
  const { parent, replies, more } = await result(ada, query)
  expect(parent.messageId).toBe(told.root)
  expect(parent.replyCount).toBe(1)
  expect(replies.map(({ segment, deletedAt }) => [segment, deletedAt !== null])).toEqual([
    [3, false],
    [4, true],
  ])
  expect(more).toBe(false)
  expect(await result(ada, { ...query, limit: 1 })).toMatchObject({ replies: [{ segment: 3 }], more: true })
  const rest = await result(ada, { ...query, after: sample.segment(3) })
  expect(rest.replies.map(({ segment }) => segment)).toEqual([4])
})

test('RM-10: the conversation list has the latest activity first and pages without gap or repeat', async () => {
  const whole = await result(ada, { type: 'conversations' })
  const ids = whole.conversations.map(({ channel }) => channel.channelId)
  expect(ids).toEqual([told.general, told.pair, ...[told.secret, told.old].toSorted()])
  const paged: Array<ChannelId> = []
  let more = true
  while (more) {
    const before = whole.conversations.find(({ channel }) => channel.channelId === paged.at(-1))?.channel
    const page = await result(ada, {
      type: 'conversations',
      limit: 1,
      ...(before === undefined ? {} : { before: before.lastActivityAt, beforeChannel: before.channelId }),
    })
    paged.push(...page.conversations.map(({ channel }) => channel.channelId))
    more = page.more
  }
  expect(paged).toEqual(ids)
  const [general, pair] = whole.conversations
  expect(general).toMatchObject({ role: 'owner', withUserId: null, lastMessage: { segment: 6 } })
  expect(pair).toMatchObject({ withUserId: bob, channel: { channelType: 'conversation', name: null } })
})

test('RM-8: unread is of others, standing, after what was read and after joining', async () => {
  const unread = async (userId: UserId) => {
    const { conversation } = await result(userId, { type: 'conversation', channelId: told.general })
    return [conversation.readTo, conversation.joinedSegment, conversation.unread]
  }
  // General has 1 ada, 2 bob (deleted), 3 bob, 4 cleo (deleted), 5 ada, 6 bob.
  expect(await unread(ada)).toEqual([0, 0, 2])
  expect(await unread(bob)).toEqual([1, 0, 1])
  expect(await unread(cleo)).toEqual([0, 2, 3])
})

test('RM-10: browsing finds open channels that are not archived, by name', async () => {
  const names = async (userId: UserId, more: object = {}) => {
    const { channels } = await result(userId, { type: 'browse', ...more })
    return channels.map(({ channel, member }) => [channel.name, member])
  }
  expect(await names(dan)).toEqual([
    ['Announcements', true],
    ['general', false],
  ])
  expect(await names(ada)).toContainEqual(['general', true])
  expect(await names(dan, { search: 'GEN' })).toEqual([['general', false]])
  expect(await names(dan, { search: '%' })).toEqual([])
  expect(await names(dan, { search: 'a\u0000' })).toEqual([])
  expect(await names(dan, { limit: 1, after: told.news })).toEqual([['general', false]])
  expect((await answer(dan, { type: 'browse' }, sample.tenantId('other'))).value).toMatchObject({
    channels: [],
  })
})

test('RM-9: browsing after a channel that is hidden tells nothing of it', async () => {
  // The id of a conversation can be worked out by anybody: a page after it must be as empty as if it were not there.
  for (const after of [told.pair, told.secret, sample.adasChannel])
    expect(await result(dan, { type: 'browse', after })).toMatchObject({ channels: [], more: false })
})

test('RM-10: members are listed by user id, in pages', async () => {
  const query = { type: 'members', channelId: told.general } as const
  const all = await result(ada, query)
  expect(all.members.map(({ userId, role }) => [userId, role])).toEqual([
    [ada, 'owner'],
    [bob, 'moderator'],
    [cleo, 'member'],
  ])
  expect(await result(ada, { ...query, limit: 1, after: ada })).toMatchObject({
    members: [{ userId: bob }],
    more: true,
  })
})

test('RM-11: a query waits for its position, and says so where that does not come', async () => {
  expect(await answer(ada, { type: 'browse', atLeast: last })).toMatchObject({ position: last })
  const tooLate = await ask.answer(
    { tenantId: acme, userId: ada },
    { type: 'browse', atLeast: (last + 1) as Position },
  )()
  expect(tooLate).toMatchObject({ left: { _tag: 'Unavailable' } })
  // A channel that is not there yet may be by then.
  const notYet = await ask.answer(
    { tenantId: acme, userId: ada },
    { type: 'conversation', channelId: sample.adasChannel, atLeast: (last + 1) as Position },
  )()
  expect(notYet).toMatchObject({ left: { _tag: 'Unavailable' } })
  const patient = queries({ ...here, schema })
  const next: ReadonlyArray<DomainEvent> = told.more()
  const events = placed([...told.world.events.slice(0, -next.length), ...next]).slice(-next.length)
  const position = events.at(-1)?.position ?? last
  const waiting = patient.answer({ tenantId: acme, userId: ada }, { type: 'browse', atLeast: position })()
  await here.project(events)
  expect(await waiting).toMatchObject({ right: { position } })
})

test('RM-11 RM-23: a snapshot is a conversation, its latest messages and the revision of both; of several each is', async () => {
  const viewer = { tenantId: acme, userId: ada }
  const found = await ask.snapshots(viewer, [told.general, told.pair], 0 as Position)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  const snapshots = [...found.right.value.values()].flatMap((one) =>
    one._tag === 'snapshot' ? [one.snapshot] : [],
  )
  expect([...found.right.value.keys()].toSorted()).toEqual([told.general, told.pair].toSorted())
  expect(snapshots).toHaveLength(2)
  for (const { conversation, messages, more, revision } of snapshots) {
    const { channelId } = conversation.channel
    expect(revision).toBe(conversation.channel.revision)
    expect(await ask.answer(viewer, { type: 'conversation', channelId })()).toMatchObject({
      right: { value: { conversation } },
    })
    expect(await ask.answer(viewer, { type: 'history', channelId, feedId: mainFeed })()).toMatchObject({
      right: { value: { messages, more } },
    })
  }
})

test('RM-9 RM-23: of channels that somebody may not see each says so by itself', async () => {
  const asked = [told.secret, told.news, sample.adasChannel, told.general]
  const found = await ask.snapshots({ tenantId: acme, userId: dan }, asked, 0 as Position)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  const { value } = found.right
  expect(value.get(told.secret)).toEqual({ _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } })
  expect(value.get(told.general)).toEqual({ _tag: 'rejected', rejection: { _tag: 'NotAMember' } })
  expect(value.get(sample.adasChannel)).toEqual({ _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } })
  expect(value.get(told.news)).toMatchObject({ _tag: 'snapshot', snapshot: { conversation: {} } })
})

test('RM-80: a snapshot is read no sooner than at its position, and is unavailable where that does not come', async () => {
  const impatient = queries({ pool: here.pool, schema, head: { reached: () => Promise.resolve(false) } })
  const viewer = { tenantId: acme, userId: ada }
  const found = await impatient.snapshots(viewer, [told.general], 0 as Position)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  const { position } = found.right
  expect(await impatient.snapshots(viewer, [told.general], position)()).toEqual(found)
  expect(await impatient.snapshots(viewer, [told.general], (position + 1) as Position)()).toMatchObject({
    left: { _tag: 'Unavailable' },
  })
})

test("RM-9: memberships tell of one's own channels only, with their revisions", async () => {
  const all = [told.general, told.secret, told.pair, told.news, sample.adasChannel]
  const found = await ask.memberships({ tenantId: acme, userId: dan }, all)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  expect([...found.right.keys()]).toEqual([told.news])
  expect(await ask.memberships({ tenantId: acme, userId: dan }, [])()).toEqual(E.right(new Map()))
})

test('RM-81: why somebody may not read a channel is what its snapshot says, of many at once too', async () => {
  const viewers = [ada, bob, cleo, dan].flatMap((userId) =>
    [acme, sample.tenantId('other')].map((tenantId) => ({ tenantId, userId })),
  )
  const channelIds = [told.general, told.secret, told.pair, told.news, sample.adasChannel]
  const all = viewers.flatMap((viewer) => channelIds.map((channelId) => ({ viewer, channelId })))
  const refused = await Promise.all(
    all.map(({ viewer, channelId }) => ask.refusal(viewer, channelId, last)()),
  )
  const read = await Promise.all(
    all.map(({ viewer, channelId }) => ask.snapshots(viewer, [channelId], last)()),
  )
  const rejections = read.map((one, n) => {
    if (E.isLeft(one)) throw new Error(JSON.stringify(one.left))
    const begun = one.right.value.get(all[n]?.channelId ?? told.general)
    return begun?._tag === 'rejected' ? begun.rejection : undefined
  })
  expect(refused).toMatchObject(rejections.map((value) => ({ right: { value } })))
  expect(new Set(rejections.map((one) => one?._tag))).toEqual(
    new Set([undefined, 'NotAMember', 'ChannelNotFound']),
  )
})

test('RM-81: it is said no sooner than at its position', async () => {
  const viewer = { tenantId: acme, userId: dan }
  const { position } = await answer(dan, { type: 'conversations' })
  expect(await ask.refusal(viewer, told.general, position)()).toMatchObject({ right: { position } })
  const later = (position + 1) as Position
  expect(await ask.refusal(viewer, told.general, later)()).toMatchObject({ left: { _tag: 'Unavailable' } })
})

test('RM-81: what many ask in a moment is asked in one statement', async () => {
  const asked = vi.spyOn(here.pool, 'connect')
  const viewer = { tenantId: acme, userId: dan }
  await Promise.all(Array.from({ length: 200 }, () => ask.refusal(viewer, told.general, last)()))
  expect(asked).toHaveBeenCalledOnce()
  asked.mockRestore()
})
