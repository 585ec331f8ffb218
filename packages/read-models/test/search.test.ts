import {
  channelIdOf,
  mainFeed,
  type MessageSent,
  messageIdOf,
  plainTextOf,
  type Position,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { placed, cut } from './harness.ts'
import { allFound, everybody, readableBy, type Searching, searching } from './search-harness.ts'
import { anyShare, anythingTyped, begin, history, shownBehind, typedOf } from './search-questions.ts'
import { story } from './story.ts'
import { foundIn, termsOf } from '../src/search/terms.ts'
import { allTokens } from '../src/search/table.ts'
import { searchable } from '../src/search/characters.ts'

let here: Searching
beforeAll(async () => {
  here = await searching()
})
afterAll(() => here.close())

test('SEARCH-1, SEARCH-4, SEARCH-8: everybody finds all that a scan of what they may read finds, once, and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ([events, queries, sizes]) => {
      await begin(here, events, 1, sizes)
      const texts = events.flatMap(({ event }) => ('body' in event ? [plainTextOf(event.body)] : []))
      for (const [n, query] of queries.entries()) {
        const userId = everybody[n % everybody.length] ?? sample.ada
        const text = typedOf(query, texts)
        const terms = termsOf(text)
        const scanned = readableBy(events, userId).filter(
          (said) => terms.length > 0 && foundIn(terms, searchable(said.text)) !== 'not',
        )
        const found = await allFound(here, userId, { text, limit: 3 })
        expect(found.map(({ message }) => message.messageId).toSorted()).toEqual(
          scanned.map(({ messageId }) => messageId).toSorted(),
        )
      }
    }),
    { numRuns: 60 },
  )
})

test('SEARCH-7, SEARCH-8: however far search is behind, nothing is shown as it was, and nothing to who may not read it now', async () => {
  let shown = 0
  await fc.assert(
    fc.asyncProperty(history, anyShare, async (asked, share) => {
      for (const { text, readable, how } of await shownBehind(here, asked, share)) {
        shown += 1
        expect(text).toBe(readable)
        expect(how).not.toBe('not')
      }
    }),
    { numRuns: 60 },
  )
  expect(shown).toBeGreaterThan(0)
})

test('SEARCH-14: whatever is typed has an answer', async () => {
  const { world } = story()
  await begin(here, placed(world.events))
  await fc.assert(
    fc.asyncProperty(anythingTyped, async (text) => {
      const { found } = await here.ask(sample.ada, { text })
      expect(found.length).toBeLessThanOrEqual(20)
    }),
    { numRuns: 400 },
  )
})

const { acme, ada, bob } = sample
const idsOf = ({ found }: Awaited<ReturnType<Searching['ask']>>) =>
  found.map(({ message }) => message.segment)

test('SEARCH-5, SEARCH-6, SEARCH-9, SEARCH-11: whole words come first, the latest first, by pages; filters leave the rest out', async () => {
  const { world, general, root } = story()
  const texts = ['release notes', 'released', 'the release', 'prerelease']
  let n = 0
  const events = world.events.map((event) =>
    event.type === 'MessageSent' && event.channelId === general
      ? { ...event, body: sample.text(texts[n++ % texts.length] ?? '') }
      : event,
  )
  await begin(here, placed(events))
  // Of the general channel the second and the fourth were deleted, and the fifth was edited.
  expect(idsOf(await here.ask(ada, { text: 'release' }))).toEqual([3, 1, 6])
  expect(idsOf(await here.ask(ada, { text: 'edited' }))).toEqual([5])
  const first = await here.ask(ada, { text: 'release', limit: 2 })
  expect(idsOf(first)).toEqual([3, 1])
  expect(
    idsOf(
      await here.ask(ada, { text: 'release', limit: 2, after: first.next as NonNullable<typeof first.next> }),
    ),
  ).toEqual([6])
  expect(idsOf(await here.ask(ada, { text: 'release', senderId: ada }))).toEqual([1])
  expect(idsOf(await here.ask(ada, { text: 'release', inThreads: true }))).toEqual([3])
  expect(first.found[0]?.message.parentId).toBe(root)
  const at = first.found[0]?.message.sentAt as NonNullable<(typeof first.found)[0]>['message']['sentAt']
  expect(idsOf(await here.ask(ada, { text: 'release', since: at }))).toEqual([3, 6])
  expect(idsOf(await here.ask(ada, { text: 'release', until: at }))).toEqual([1])
  expect(idsOf(await here.ask(ada, { text: 'release', channelId: general }))).toEqual([3, 1, 6])
  expect(idsOf(await here.ask(bob, { text: 'by', channelId: general }))).toEqual([])
  await expect(here.ask(sample.dan, { text: 'release', channelId: general })).rejects.toThrow('NotAMember')
  expect(idsOf(await here.ask(sample.dan, { text: 'release' }))).toEqual([])
})

test('SEARCH-10: who asks for a position waits for search, too', async () => {
  const { world } = story()
  const events = placed(world.events)
  await begin(here, events, 0.5)
  const last = events.at(-1)?.position ?? (0 as Position)
  await expect(here.ask(ada, { text: 'by', atLeast: last })).rejects.toThrow('Unavailable')
  expect((await here.ask(ada, { text: 'by' })).position).toBe(last)
  await here.project(events.slice(Math.ceil(events.length * 0.5)))
  expect((await here.ask(ada, { text: 'by', atLeast: last })).position).toBe(last)
})

test('SEARCH-13: a question looks at so many candidates and no more, and goes on with the next page', async () => {
  const { world, general } = story()
  const root = world.events.find(
    (event): event is MessageSent => event.type === 'MessageSent' && event.channelId === general,
  )
  if (root === undefined) throw new Error('nothing was said')
  const sent = Array.from({ length: 2_100 }, (_, n) => {
    const commandId = sample.commandId(`more ${n}`)
    const messageId = messageIdOf(acme, general, ada, commandId)
    return {
      ...root,
      commandId,
      messageId,
      segment: sample.segment(100 + n),
      parentId: null,
      body: sample.text(n === 0 ? 'kept words' : 'other words'),
    }
  })
  const edited = sent.map((event) => ({
    ...event,
    type: 'MessageEdited' as const,
    body: sample.text('kept words'),
  }))
  const events = placed([...world.events, ...sent, ...edited])
  await here.renew(events)
  // What was edited since is not what search knows.
  for (const batch of cut(events.slice(0, world.events.length + sent.length), [500]))
    await here.project(batch)
  const first = await here.ask(ada, { text: 'other' })
  expect(first.found).toEqual([])
  expect(first.next).not.toBe(null)
  expect(await allFound(here, ada, { text: 'other' })).toEqual([])
  expect(await allFound(here, ada, { text: 'kept' })).toHaveLength(1)
  expect(await allFound(here, ada, { text: 'by cleo', limit: 7 })).toEqual([])
  const client = await here.core.pool.connect()
  await client.query('set enable_seqscan = off; set enable_bitmapscan = on')
  const { rows } = await client.query<{ 'QUERY PLAN': string }>(
    `explain select from ${here.schema}.searchable_messages where ${allTokens} @> '{=words}' order by position desc limit 60`,
  )
  client.release(true)
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('searchable_messages_by_tokens')
})

test('SEARCH-8: who is in more channels than the index is asked of finds what is said there, and in no others', async () => {
  const world = sample.emptyWorld()
  const channels = Array.from({ length: 70 }, (_, n) => {
    const by = n % 7 === 6 ? bob : ada
    const named = { tenantId: acme, by, commandId: sample.commandId(`c${n}`), at: sample.at(n) }
    const channelId = channelIdOf(acme, by, named.commandId)
    const facts = { channelType: 'standard', description: sample.description(''), members: [] } as const
    const name = sample.channelName(`channel ${n}`)
    sample.submit(world, { type: 'CreateChannel', ...named, ...facts, channelId, name })
    if (by === bob)
      sample.submit(world, {
        type: 'JoinChannel',
        ...named,
        by: n === 6 ? bob : ada,
        commandId: sample.commandId(`j${n}`),
        channelId,
      })
    const commandId = sample.commandId(`m${n}`)
    const messageId = messageIdOf(acme, channelId, by, commandId)
    const said = { feedId: mainFeed, parentId: null, body: sample.text('a needle') }
    sample.submit(world, { type: 'SendMessage', ...named, ...said, commandId, channelId, messageId })
    return channelId
  })
  await begin(here, placed(world.events))
  const found = await allFound(here, ada, { text: 'needle', limit: 30 })
  const theirs = channels.filter((_, n) => n !== 6)
  expect(found.map(({ message }) => message.channelId)).toEqual(theirs.toReversed())
  expect(await allFound(here, sample.cleo, { text: 'needle' })).toEqual([])
})
