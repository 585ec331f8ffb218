import { type MessageView, mostNamed, Query, type ResultOf } from '@parley/contract'
import { type DomainEvent, mainFeed, type MessageId, type ReactionName, type UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { arbitraryReacting, everybodyReacted, reactingPeople, worldAfter } from '@parley/domain/testing'
import { queries } from '@parley/read-models'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, answering, type Answering } from './harness.ts'

const { acme, adasChannel: channelId } = sample

let here: Answering
let ask: ReturnType<typeof queries>
beforeAll(async () => {
  here = await answering()
  ask = here.ask
})
afterAll(() => here.close())

const result = async <T extends Query['type']>(userId: UserId, query: Extract<Query, { type: T }>) => {
  const found = await ask.answer({ tenantId: acme, userId }, query)()
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left))
  return found.right.value as ResultOf<T>
}

/** Who stands with each name on each message, in the order in which they came: told off by hand, event by event. */
const recounted = (events: ReadonlyArray<DomainEvent>) => {
  const reacted = new Map<MessageId, Map<ReactionName, ReadonlyArray<UserId>>>()
  for (const event of events) {
    if (event.type === 'MessageSent') reacted.set(event.messageId, new Map())
    if (event.type === 'MessageDeleted') reacted.set(event.messageId, new Map())
    if (event.type !== 'ReactionAdded' && event.type !== 'ReactionRemoved') continue
    const of = reacted.get(event.messageId) ?? new Map<ReactionName, ReadonlyArray<UserId>>()
    const others = (of.get(event.name) ?? []).filter((one) => one !== event.by)
    of.set(event.name, event.type === 'ReactionAdded' ? [...others, event.by] : others)
  }
  return reacted
}

const viewOf = (
  all: ReadonlyMap<ReactionName, ReadonlyArray<UserId>>,
  me: UserId,
): MessageView['reactions'] =>
  [...all]
    .filter(([, people]) => people.length > 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, people]) => ({
      name,
      count: people.length,
      mine: people.includes(me),
      userIds: people.slice(0, mostNamed),
    }))

/** Everybody, page by page. */
const everybody = async (me: UserId, messageId: MessageId, name: ReactionName, limit: number) => {
  const all: Array<UserId> = []
  for (let more = true; more; ) {
    const after = all.at(-1)
    const page = await result(me, {
      type: 'reactions',
      channelId,
      messageId,
      name,
      limit,
      ...(after === undefined ? {} : { after }),
    })
    expect(page.people.length).toBeLessThanOrEqual(limit)
    all.push(...page.people)
    more = page.more
  }
  return all
}

test('REACT-12 REACT-13: counts, own and pages are what telling off the events gives', async () => {
  let beyond = 0
  const people = fc.constantFrom(...reactingPeople)
  await fc.assert(
    fc.asyncProperty(
      arbitraryReacting(),
      people,
      fc.integer({ min: 1, max: 4 }),
      async (history, me, limit) => {
        const { events } = worldAfter(history)
        await here.renew()
        await here.project(placed(events))
        const top = await result(me, { type: 'history', channelId, feedId: mainFeed })
        const [parent] = top.messages
        if (parent === undefined) throw new Error('no message')
        const thread = await result(me, { type: 'thread', channelId, parentId: parent.messageId })
        expect(thread.parent).toEqual(parent)
        const reacted = recounted(events)
        for (const { messageId, reactions } of [parent, ...thread.replies]) {
          const all = reacted.get(messageId) ?? new Map<ReactionName, ReadonlyArray<UserId>>()
          expect(reactions).toEqual(viewOf(all, me))
          beyond += reactions.filter(({ count }) => count > mostNamed).length
          for (const [name, expected] of all)
            expect(await everybody(me, messageId, name, limit)).toEqual(expected.toSorted())
        }
      },
    ),
    { numRuns: 40, examples: [[[...everybodyReacted], sample.ada, 3]] },
  )
  expect(beyond).toBeGreaterThan(0)
})

test('REACT-10 REACT-13: a name is asked for in its one spelling, and one that nobody reacted with has nobody', async () => {
  const [history = []] = fc.sample(arbitraryReacting({ maxLength: 0 }), 1)
  const { events } = worldAfter(history)
  const messageId = events.flatMap((event) => (event.type === 'MessageSent' ? event.messageId : []))[0]
  if (messageId === undefined) throw new Error('no message')
  await here.renew()
  await here.project(placed(events))
  const query = { type: 'reactions', channelId, messageId, name: '❤' }
  const asked = Query.decode(query)
  expect(asked).toEqual(E.right({ ...query, name: '❤\ufe0f' }))
  if (E.isLeft(asked)) return
  expect(await ask.answer({ tenantId: acme, userId: sample.ada }, asked.right)()).toMatchObject({
    right: { value: { type: 'reactions', people: [], more: false } },
  })
})
