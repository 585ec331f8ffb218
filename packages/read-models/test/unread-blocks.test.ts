import { type DomainEvent, mainFeed, messageIdOf, type UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { database, inSnapshot, readUnread, recountUnread, unreadDifferences } from '@parley/read-models'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Generation, generation, placed, schema } from './harness.ts'

const { acme, ada, bob, cleo } = sample
const people = [ada, bob, cleo]

let here: Generation
beforeAll(async () => {
  here = await generation()
})
afterAll(() => here.close())

/** More than three blocks of 1,024. */
const many = 3_300

const facts = (by: UserId, n: number) => ({
  tenantId: acme,
  channelId: sample.adasChannel,
  by,
  commandId: sample.commandId(`c${n}`),
  at: sample.at(n),
})

const messageOf = (n: number, by: UserId, parentOf: number | null) => {
  const idOf = (of: number) =>
    messageIdOf(acme, sample.adasChannel, people[of % 3] ?? ada, sample.commandId(`c${of}`))
  return {
    messageId: idOf(n),
    senderId: by,
    feedId: mainFeed,
    segment: sample.segment(n),
    parentId: parentOf === null ? null : idOf(parentOf),
  }
}

/** What came of so many messages: a third of each person's, some replies, some deleted by their sender. */
const said = (repliesTo: number, deletedOf: number): ReadonlyArray<DomainEvent> => {
  const begun: ReadonlyArray<DomainEvent> = [
    {
      type: 'ChannelCreated',
      ...facts(ada, 100_000),
      channelType: 'standard',
      name: sample.channelName('general'),
      description: sample.description(''),
    },
    ...people.map(
      (userId, n): DomainEvent => ({
        type: 'MemberJoined',
        ...facts(ada, 100_001 + n),
        userId,
        role: 'member',
        segments: { [mainFeed]: sample.segment(0) },
      }),
    ),
  ]
  const messages = Array.from({ length: many }, (_, at): ReadonlyArray<DomainEvent> => {
    const n = at + 1
    const by = people[n % 3] ?? ada
    const message = messageOf(n, by, n > 1 && n % repliesTo === 0 ? 1 : null)
    const sent: DomainEvent = { type: 'MessageSent', ...facts(by, n), ...message, body: sample.text('hi') }
    const deleted: DomainEvent = { type: 'MessageDeleted', ...facts(by, 200_000 + n), ...message }
    return n > 1 && n % deletedOf === 0 ? [sent, deleted] : [sent]
  })
  return [...begun, ...messages.flat()]
}

const around = fc.oneof(
  fc.integer({ min: 1, max: many }),
  fc.constantFrom(1, 1_023, 1_024, 1_025, 2_048, 2_049, 3_072, many),
)
const marks = fc.array(
  fc.record({
    by: fc.constantFrom(...people),
    part: fc.constantFrom('all' as const, 'top' as const, 'thread' as const),
    segment: around,
  }),
  { maxLength: 9 },
)

test('RM-8 RM-30: unread is what counting one by one gives, wherever cursors stand among blocks', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 9 }),
      fc.integer({ min: 2, max: 40 }),
      fc.array(marks, { minLength: 8, maxLength: 8 }),
      async (repliesTo, deletedOf, rounds) => {
        const events = [...said(repliesTo, deletedOf)]
        await here.renew()
        await here.project(placed(events))
        for (const round of rounds) {
          const read = round.map(
            ({ by, part, segment }, n): DomainEvent => ({
              type: 'ReadMarked',
              ...facts(by, 300_000 + events.length + n),
              userId: by,
              feedId: mainFeed,
              segment: sample.segment(segment),
              ...(part === 'all'
                ? {}
                : { parentId: part === 'top' ? null : messageOf(1, bob, null).messageId }),
            }),
          )
          const before = events.length
          events.push(...read)
          await here.project(placed(events).slice(before))
          const stored = await inSnapshot(database(here.pool, schema), (reading) =>
            readUnread(reading, schema),
          )
          for (const { unread } of stored) seen.add(unread)
          expect(unreadDifferences(recountUnread(events), stored)).toEqual([])
        }
      },
    ),
    { numRuns: 4 },
  )
  expect(seen.size).toBeGreaterThan(10)
})
