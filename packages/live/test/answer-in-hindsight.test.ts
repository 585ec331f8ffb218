import type { Query } from '@parley/contract'
import type { Happened } from '@parley/contract/testing'
import {
  channelIdIn,
  type DomainEvent,
  hindsightOf,
  mainFeed,
  plainTextOf,
  type Position,
  type Revision,
} from '@parley/domain'
import { acme, arbitraryCommands, people, worldAfter } from '@parley/domain/testing'
import { queriesInMemory, takenIn } from '@parley/read-models/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { answerInHindsight } from '../src/answer-in-hindsight.ts'
import { inOwnWords } from './own-words.ts'

const histories = arbitraryCommands({ channels: 2, maxLength: 60 }).map((commands) =>
  worldAfter(commands)
    .events.map(inOwnWords)
    .map((event, n): Happened => ({ event, revision: n as Revision, position: (n + 1) as Position })),
)

/** What an event says of which matter; null: nothing any more. */
const saysOf = (event: DomainEvent): ReadonlyArray<readonly [string, string | null]> => {
  if (event.type === 'MessageSent' || event.type === 'MessageEdited')
    return [[event.messageId, plainTextOf(event.body)]]
  if (event.type === 'MessageDeleted') return [[event.messageId, null]]
  if (event.type === 'NicknameSet') return [[`${event.channelId} ${event.userId}`, event.nickname]]
  if (event.type === 'MemberLeft') return [[`${event.channelId} ${event.userId}`, null]]
  const channelId = channelIdIn(event)
  const name = event.type === 'ChannelCreated' || event.type === 'ChannelRenamed' ? event.name : undefined
  const about =
    event.type === 'ChannelCreated' || event.type === 'ChannelDescribed' ? event.description : undefined
  return [
    ...(name === undefined ? [] : [[`name ${channelId}`, name] as const]),
    ...(about === undefined ? [] : [[`description ${channelId}`, about] as const]),
  ]
}

/** The words that stand in the end. */
const wordsLeft = (history: ReadonlyArray<Happened>): ReadonlySet<string | null> =>
  new Set(new Map(history.flatMap(({ event }) => saysOf(event))).values())

const queriesFor = (history: ReadonlyArray<Happened>): ReadonlyArray<Query> => [
  { type: 'conversations' },
  ...[...new Set(history.flatMap(({ event }) => channelIdIn(event) ?? []))].flatMap(
    (channelId): ReadonlyArray<Query> => [
      { type: 'conversation', channelId },
      { type: 'history', channelId, feedId: mainFeed },
      { type: 'pinned', channelId },
      { type: 'unread', channelId, feedId: mainFeed },
      { type: 'members', channelId },
    ],
  ),
  ...history.flatMap(
    ({ event }): ReadonlyArray<Query> =>
      event.type === 'MessageSent' && event.parentId !== null
        ? [{ type: 'thread', channelId: event.channelId, parentId: event.parentId }]
        : [],
  ),
]

const wordsIn = (told: unknown): ReadonlySet<string> =>
  new Set(JSON.stringify(told).match(/<(?:text|name|description) \d+>/g))

/** Each answer as it is read after so many events, and as it is told once all of them are known. */
const answers = async (history: ReadonlyArray<Happened>, read: number) => {
  const before = history.slice(0, read)
  const queries = queriesInMemory(takenIn(before))
  const taken = history.slice(read).flatMap(({ event }) => hindsightOf(event).takesBack?.(event) ?? [])
  const all = people.flatMap((userId) =>
    queriesFor(before).map(async (query) => ({
      query,
      one: await queries.answer({ tenantId: acme, userId }, query)(),
    })),
  )
  return (await Promise.all(all)).flatMap(({ query, one }) => {
    if (E.isLeft(one)) return []
    const channelId = 'channelId' in query ? query.channelId : undefined
    return [{ answer: one.right.value, told: answerInHindsight(one.right.value, taken, channelId) }]
  })
}

test('GW-104: an answer says nothing of what was taken back since it was read, and all that stands', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (history, n) => {
      const stands = wordsLeft(history)
      const names = new Set(
        history
          .flatMap(({ event }) => saysOf(event))
          .flatMap(([matter, word]) => (matter.includes(' ') ? [word] : [])),
      )
      for (const { answer, told } of await answers(history, n % (history.length + 1))) {
        const [read, left] = [wordsIn(answer), wordsIn(told)]
        expect([...left].filter((word) => !stands.has(word))).toEqual([])
        expect([...read].filter((word) => stands.has(word) && !left.has(word))).toEqual([])
        // What takes the place of a name is told at once, and that of a text later.
        expect([...left].filter((word) => !read.has(word) && !names.has(word))).toEqual([])
      }
    }),
  )
})

test('GW-104: an answer of which nothing was taken back is told as it is', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async (history) => {
      for (const { answer, told } of await answers(history, history.length)) expect(told).toBe(answer)
    }),
    { numRuns: 20 },
  )
})

test('GW-104, SEARCH-7: what was found by a text that was taken back since is left out, and the rest stays', async () => {
  await fc.assert(
    fc.asyncProperty(histories, fc.nat(), async (history, n) => {
      for (const { answer, told } of await answers(history, n % (history.length + 1))) {
        if (answer.type !== 'history' || told.type !== 'history') continue
        // What is deleted when it is read is not found.
        const found = answer.messages
          .filter(({ body }) => body !== null)
          .map((message) => ({ message, highlights: [[0, 1]] }))
        const taken = history
          .slice(n % (history.length + 1))
          .flatMap(({ event }) => hindsightOf(event).takesBack?.(event) ?? [])
        const left = answerInHindsight({ type: 'search', found, next: null }, taken, undefined)
        const ids = left.type === 'search' ? left.found.map(({ message }) => message.messageId) : []
        const stillSaid = answer.messages.flatMap(({ messageId }, at) =>
          told.messages[at]?.body == null ? [] : [messageId],
        )
        expect(ids).toEqual(stillSaid)
      }
    }),
    { numRuns: 30 },
  )
})
