import {
  channelIdIn,
  type ChannelId,
  channelIdOf,
  type Command,
  mainFeed,
  messageIdOf,
  type UserId,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { arbitraryCommands, people, worldAfter } from '@parley/domain/testing'
import type { ConversationView } from '@parley/contract'
import { seenWhole } from '@parley/contract/testing'
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answering, type Answering, placed } from './harness.ts'

const { acme, ada } = sample

let here: Answering
beforeAll(async () => {
  here = await answering()
})
afterAll(() => here.close())

/** A channel as somebody sees it; undefined where they may not. */
const seenBy = async (userId: UserId, channelId: ChannelId): Promise<ConversationView | undefined> => {
  const found = await here.ask.answer({ tenantId: acme, userId }, { type: 'conversation', channelId })()
  return E.isRight(found) && found.right.value.type === 'conversation'
    ? found.right.value.conversation
    : undefined
}

const facts = (name: string, n: number) => ({
  tenantId: acme,
  channelId: sample.adasChannel,
  by: ada,
  commandId: sample.commandId(name),
  at: sample.at(n),
})
/** A history in which somebody is mentioned, whatever chance gives besides. */
const mentioning: ReadonlyArray<Command> = [
  {
    type: 'CreateChannel',
    ...facts('create', 1),
    channelType: 'standard',
    name: sample.channelName('general'),
    description: sample.description(''),
    members: [sample.bob],
  },
  {
    type: 'SendMessage',
    ...facts('say', 2),
    messageId: messageIdOf(acme, sample.adasChannel, ada, sample.commandId('say')),
    feedId: mainFeed,
    parentId: null,
    body: sample.text('tea?'),
    mentions: [{ type: 'user', userIds: [sample.bob] }],
  },
]

test('MENTION-5, MENTION-6, DETAIL-6: what a conversation says of mentions and details is what its whole history says', async () => {
  let counted = 0
  await fc.assert(
    fc.asyncProperty(arbitraryCommands({ channels: 2, maxLength: 120 }), async (commands) => {
      const events = placed(worldAfter(commands).events)
      await here.renew()
      await here.project(events)
      for (const channelId of new Set(events.flatMap(({ event }) => channelIdIn(event) ?? [])))
        for (const userId of people) {
          const seen = seenWhole(events, channelId, userId).conversation
          const found = await seenBy(userId, channelId)
          expect(found).toEqual(seen)
          counted += seen?.unreadMentions ?? 0
        }
    }),
    { numRuns: 15, examples: [[mentioning]] },
  )
  expect(counted).toBeGreaterThan(0)
})

test('DETAIL-3, DETAIL-5: browsing finds by type and tag, and not what is not listed', async () => {
  const named = (n: number) => ({
    tenantId: acme,
    by: ada,
    commandId: sample.commandId(`c${n}`),
    at: sample.at(n),
  })
  const create = (n: number, channelType: 'standard' | 'broadcast') => {
    const channelId = channelIdOf(acme, ada, sample.commandId(`c${n}`))
    return {
      type: 'CreateChannel' as const,
      ...named(n),
      channelId,
      channelType,
      name: sample.channelName(`n${n}`),
      description: sample.description(''),
      members: [],
    }
  }
  const [tea, news, hidden] = [create(1, 'standard'), create(2, 'broadcast'), create(3, 'standard')]
  const tags = [sample.tag('tea')]
  const { events } = worldAfter([
    tea,
    news,
    hidden,
    { type: 'ChangeDetails', ...named(4), channelId: tea.channelId, tags },
    { type: 'ChangeDetails', ...named(5), channelId: news.channelId, tags: [sample.tag('other'), ...tags] },
    { type: 'ChangeDetails', ...named(6), channelId: hidden.channelId, tags, isPublic: false },
  ])
  await here.renew()
  await here.project(placed(events))
  const found = async (asked: object) => {
    const answer = await here.ask.answer(
      { tenantId: acme, userId: sample.bob },
      { type: 'browse', ...asked },
    )()
    if (E.isLeft(answer) || answer.right.value.type !== 'browse') throw new Error(JSON.stringify(answer))
    return answer.right.value.channels.map(({ channel }) => channel.name)
  }
  expect(await found({})).toEqual(['n1', 'n2'])
  expect(await found({ channelType: 'broadcast' })).toEqual(['n2'])
  expect(await found({ tag: 'tea' })).toEqual(['n1', 'n2'])
  expect(await found({ tag: 'other' })).toEqual(['n2'])
  expect(await found({ tag: 'none' })).toEqual([])
})
