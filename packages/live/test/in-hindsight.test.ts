import { type DomainEvent, namesAChannel, type Position, type Revision } from '@parley/domain'
import { arbitraryCommands, arbitraryReacting, worldAfter } from '@parley/domain/testing'
import { Update } from '@parley/contract'
import { rowsAfter } from '@parley/contract/testing'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inHindsight, tellsOfRemoved } from '../src/in-hindsight.ts'
import { type LiveUpdate, updateOf } from '../src/update.ts'
import { inOwnWords } from './own-words.ts'

const entriesOf = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<LiveUpdate> =>
  events
    .map(inOwnWords)
    .filter(namesAChannel)
    .map((event, n) => updateOf({ event, revision: n as Revision, position: (n + 1) as Position }))

const history = arbitraryCommands({ channels: 2, maxLength: 120 }).map((commands) =>
  entriesOf(worldAfter(commands).events),
)

const reacting = arbitraryReacting().map((commands) => entriesOf(worldAfter(commands).events))

const updatesIn = (entries: ReadonlyArray<LiveUpdate>): ReadonlyArray<Update> =>
  entries.map(({ json }) => {
    const update: unknown = JSON.parse(json)
    if (!Update.is(update)) throw new Error(`no update: ${json}`)
    return update
  })

/** All public rows after updates, of each channel and of what is one person's there. */
const everyRowIn = (entries: ReadonlyArray<LiveUpdate>) => {
  const updates = updatesIn(entries)
  return new Map(
    [...new Set(updates.map(({ channelId }) => channelId))].map((channelId) => [
      channelId,
      rowsAfter(updates.filter((one) => one.channelId === channelId)),
    ]),
  )
}

/** Those that stand: of a feed that was deleted none of its messages and of what is about them. */
const rowsIn = (entries: ReadonlyArray<LiveUpdate>) =>
  new Map(
    [...everyRowIn(entries)].map(([channelId, rows]) => {
      const all = [...rows.values()]
      const feeds = all.flatMap((row) =>
        row['row'] === 'feed' && typeof row['deletedAt'] === 'string' ? row['feedId'] : [],
      )
      const messages = all.flatMap((row) =>
        row['row'] === 'message' && feeds.includes(row['feedId']) ? row['messageId'] : [],
      )
      return [channelId, new Map([...rows].filter(([, row]) => !messages.includes(row['messageId'])))]
    }),
  )

/** As it is shown: nobody's reactions to a message that was deleted. */
const shown = (entries: ReadonlyArray<LiveUpdate>) =>
  [...rowsIn(entries)].map(([channelId, rows]) => {
    const gone = new Set(
      [...rows.values()].flatMap((row) => (typeof row['deletedAt'] === 'string' ? row['messageId'] : [])),
    )
    return [
      channelId,
      [...rows].filter(([, row]) => row['row'] !== 'reaction' || !gone.has(row['messageId'])),
    ]
  })

/** The words that stand at the end; every other one was taken back. */
const wordsKept = (entries: ReadonlyArray<LiveUpdate>): ReadonlySet<string> =>
  new Set(JSON.stringify([...rowsIn(entries).values()].map((rows) => [...rows.values()])).match(ownWords))
const ownWords = /<(?:text|name|feed|description) \d+>/g
const wordsIn = (entries: ReadonlyArray<LiveUpdate>): ReadonlyArray<string> =>
  entries.flatMap(({ json }) => json.match(ownWords) ?? [])

test('GW-40: from wherever entries begin, nothing in them says what was taken back by then, or later', () => {
  let takenBack = 0
  fc.assert(
    fc.property(history, fc.nat(), fc.nat(), (entries, from, more) => {
      const begin = entries.length === 0 ? 0 : from % entries.length
      const end = begin + (more % (entries.length - begin + 1))
      const keptWords = wordsKept(entries)
      const words = wordsIn(inHindsight(entries.slice(begin, end), entries.slice(end)))
      takenBack += wordsIn(entries.slice(begin, end)).length - words.length
      expect(words.filter((word) => !keptWords.has(word))).toEqual([])
    }),
    { numRuns: 500 },
  )
  expect(takenBack).toBeGreaterThan(10)
})

test('GW-40 PROTO-10: and applying them comes to the same, with every revision there', () => {
  fc.assert(
    fc.property(history, fc.nat(), (entries, from) => {
      const begin = entries.length === 0 ? 0 : from % entries.length
      const told = [...entries.slice(0, begin), ...inHindsight(entries.slice(begin))]
      expect(shown(told)).toEqual(shown(entries))
      expect(told.map(({ revision }) => revision)).toEqual(entries.map(({ revision }) => revision))
      expect(inHindsight(inHindsight(entries)).map(({ json }) => json)).toEqual(
        inHindsight(entries).map(({ json }) => json),
      )
    }),
    { numRuns: 300 },
  )
})

/** The reactions that changes name, with whether each stands in the end. */
const reactionsNamed = (entries: ReadonlyArray<LiveUpdate>) => {
  const stands = JSON.stringify(shown(entries))
  return updatesIn(inHindsight(entries)).flatMap(({ changes }) =>
    changes.flatMap((change) => {
      if (change.row !== 'reaction') return []
      const { put, remove: _remove, ...key } = change
      return [{ key, made: put !== undefined, stands: stands.includes(JSON.stringify(key)) }]
    }),
  )
}

test('GW-40: a reaction whose message was deleted is not told of; one that was removed only with its removal after it', () => {
  let kinds = 0
  fc.assert(
    fc.property(fc.oneof(history, reacting), (entries) => {
      const named = reactionsNamed(entries)
      kinds += named.length
      const removals = named.filter(({ made }) => !made).map(({ key }) => JSON.stringify(key))
      const goneOnes = named.filter(({ made, stands }) => made && !stands)
      expect(goneOnes.filter(({ key }) => !removals.includes(JSON.stringify(key)))).toEqual([])
      const gone = entries.flatMap(({ event }) => (event.type === 'MessageDeleted' ? event.messageId : []))
      expect(named.filter(({ key }) => gone.includes(key.messageId))).toEqual([])
      expect(tellsOfRemoved(entries)).toBe(removals.length > 0)
    }),
    { numRuns: 600 },
  )
  expect(kinds).toBeGreaterThan(10)
})

test('GW-40: what nothing took back is told as it is, in the same bytes', () => {
  fc.assert(
    fc.property(history, (entries) => {
      const sent = entries.filter(({ event }) => event.type === 'MessageSent')
      expect(inHindsight(sent)).toBe(sent)
    }),
    { numRuns: 50 },
  )
})
