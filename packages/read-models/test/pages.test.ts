import { channelIdOf, mainFeed, messageIdOf } from '@parley/domain'
import type { Body, ChannelId, MessageId, Position } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { type ConversationView, maxPageBytes, previewOf, type Query, type ResultOf } from '@parley/contract'
import { type ChannelSnapshot, type Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme, ada, bob } = sample

/** 20,000 characters which are 120,000 bytes of JSON. */
const fat = '\u0001'.repeat(19_999)
/** A fat message of a number, with an end of its own. */
const fatText = (n: number): Body => sample.text(`${fat}${n % 10}`)
const channelsCount = 300
const messagesCount = 12

let here: Answering
let ask: Queries
let channels: ReadonlyArray<ChannelId>
let root: MessageId

beforeAll(async () => {
  here = await answering()
  ask = here.ask
  const world = sample.emptyWorld()
  let names = 0
  const order = (channelId: ChannelId) => {
    names += 1
    return {
      tenantId: acme,
      channelId,
      by: ada,
      commandId: sample.commandId(`c${names}`),
      at: sample.at(names),
    }
  }
  const submit = (command: Parameters<typeof sample.submit>[1]): void => {
    const events = sample.submit(world, command)
    if (E.isLeft(events)) throw new Error(events.left._tag)
  }
  const send = (channelId: ChannelId, body: Body, parentId: MessageId | null = null): MessageId => {
    const facts = order(channelId)
    const messageId = messageIdOf(acme, channelId, ada, facts.commandId)
    submit({ type: 'SendMessage', ...facts, messageId, feedId: mainFeed, parentId, body })
    return messageId
  }
  channels = Array.from({ length: channelsCount }, (_, n) => {
    const channelId = channelIdOf(acme, ada, sample.commandId(`c${names + 1}`))
    submit({
      type: 'CreateChannel',
      ...order(channelId),
      channelType: 'standard',
      name: sample.channelName(`channel ${n}`),
      description: sample.description('\u0001'.repeat(1_000)),
      members: [bob],
    })
    send(channelId, fatText(n))
    return channelId
  })
  const [first] = channels
  if (first === undefined) throw new Error('no channel')
  root = send(first, fatText(0))
  for (let n = 1; n <= messagesCount; n += 1) send(first, fatText(n))
  for (let n = 1; n <= messagesCount; n += 1) send(first, fatText(n), root)
  await here.project(placed(world.events))
})
afterAll(() => here.close())

const result = async <T extends Query['type']>(query: Extract<Query, { type: T }>) => {
  const found = await ask.answer({ tenantId: acme, userId: ada }, query)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right.value as ResultOf<T>
}
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
/** One message of the largest kind here, with all that is around its text. */
const oneMessage = 121_000

test('RM-20: a page of history ends early at so many bytes, and the pages together are everything', async () => {
  const [channelId] = channels
  if (channelId === undefined) throw new Error('no channel')
  const seen: Array<number> = []
  let more = true
  while (more) {
    const first = seen[0]
    const page = await result({
      type: 'history',
      channelId,
      feedId: mainFeed,
      limit: 200,
      ...(first === undefined ? {} : { before: sample.segment(first) }),
    })
    expect(bytesOf(page)).toBeLessThan(maxPageBytes + 1_000)
    expect(page.messages).not.toHaveLength(0)
    seen.unshift(...page.messages.map(({ segment }) => segment))
    more = page.more
  }
  expect(seen).toEqual(Array.from({ length: 2 + messagesCount }, (_, n) => n + 1))
  const forwards = await result({
    type: 'history',
    channelId,
    feedId: mainFeed,
    limit: 200,
    after: sample.segment(3),
  })
  expect(forwards.messages.map(({ segment }) => segment)).toEqual([4, 5])
  expect(forwards.more).toBe(true)
})

test('RM-20: so does one of a thread', async () => {
  const [channelId] = channels
  if (channelId === undefined) throw new Error('no channel')
  const seen: Array<number> = []
  let more = true
  while (more) {
    const last = seen.at(-1)
    const page = await result({
      type: 'thread',
      channelId,
      parentId: root,
      limit: 200,
      ...(last === undefined ? {} : { after: sample.segment(last) }),
    })
    expect(bytesOf(page)).toBeLessThan(maxPageBytes + oneMessage)
    seen.push(...page.replies.map(({ segment }) => segment))
    more = page.more
  }
  expect(seen).toHaveLength(messagesCount)
})

test('RM-20: and of the conversation list, and of browsing, where descriptions are long', async () => {
  const listed: Array<ConversationView> = []
  let more = true
  while (more) {
    const last = listed.at(-1)?.channel
    const page = await result({
      type: 'conversations',
      limit: 200,
      ...(last === undefined ? {} : { before: last.lastActivityAt, beforeChannel: last.channelId }),
    })
    expect(bytesOf(page)).toBeLessThan(maxPageBytes + 1_000)
    listed.push(...page.conversations)
    more = page.more
  }
  expect(listed.map(({ channel }) => channel.channelId).toSorted()).toEqual(channels.toSorted())
  const found: Array<ChannelId> = []
  more = true
  while (more) {
    const after = found.at(-1)
    const page = await result({ type: 'browse', limit: 200, ...(after === undefined ? {} : { after }) })
    expect(bytesOf(page)).toBeLessThan(maxPageBytes + 1_000)
    found.push(...page.channels.map(({ channel }) => channel.channelId))
    more = page.more
  }
  expect(found.toSorted()).toEqual(channels.toSorted())
})

const snapshotsOf = async (channelIds: ReadonlyArray<ChannelId>) => {
  const found = await ask.snapshots({ tenantId: acme, userId: ada }, channelIds, 0 as Position)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right.value
}
const snapshotIn = (
  found: Awaited<ReturnType<typeof snapshotsOf>>,
  channelId: ChannelId,
): ChannelSnapshot => {
  const one = found.get(channelId)
  if (one?._tag !== 'snapshot') throw new Error(`no snapshot of ${channelId}`)
  return one.snapshot
}

test('RM-20: the messages of a snapshot are such a page', async () => {
  const [channelId] = channels
  if (channelId === undefined) throw new Error('no channel')
  const { messages, more } = snapshotIn(await snapshotsOf([channelId]), channelId)
  expect(messages.map(({ segment }) => segment)).toEqual([13, 14])
  expect(more).toBe(true)
})

test('RM-23: of snapshots that are too much together some are left out, and asked for again they come', async () => {
  const twenty = channels.slice(0, 20)
  let asked: ReadonlyArray<ChannelId> = twenty
  const rounds: Array<number> = []
  while (asked.length > 0) {
    const found = await snapshotsOf(asked)
    expect(bytesOf([...found.values()])).toBeLessThan(1024 * 1024 + maxPageBytes)
    for (const channelId of found.keys())
      expect(snapshotIn(found, channelId)).toEqual(snapshotIn(await snapshotsOf([channelId]), channelId))
    asked = asked.filter((channelId) => !found.has(channelId))
    rounds.push(found.size)
  }
  expect(rounds.length).toBeGreaterThan(1)
  expect(rounds.every((found) => found > 0)).toBe(true)
  expect(rounds.reduce((sum, found) => sum + found, 0)).toBe(twenty.length)
})

test('RM-23: nor do their conversations come to more than a page, and of which there is none is said once all fit', async () => {
  const unknown = channelIdOf(acme, ada, sample.commandId('unknown'))
  let asked: ReadonlyArray<ChannelId> = [unknown, ...channels.slice(0, 99)]
  const rounds: Array<number> = []
  while (asked.length > 0) {
    const found = await snapshotsOf(asked)
    rounds.push(found.size)
    asked = asked.filter((channelId) => !found.has(channelId))
    expect(found.size).toBeGreaterThan(0)
    expect(found.get(unknown)).toEqual(
      rounds.length === 1 ? { _tag: 'rejected', rejection: { _tag: 'ChannelNotFound' } } : undefined,
    )
  }
  expect(rounds.length).toBeGreaterThan(1)
})

test('RM-21: a list carries of its last messages what a preview is, and no more', async () => {
  const { conversations } = await result({ type: 'conversations', limit: 20 })
  for (const { lastMessage } of conversations) {
    expect(lastMessage?.body).toEqual(previewOf(fatText(0)))
    expect(lastMessage?.body?.cut).toBe(true)
  }
})
