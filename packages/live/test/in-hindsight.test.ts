import type { DomainEvent, Position, Revision } from '@parley/domain'
import { arbitraryCommands, worldAfter } from '@parley/domain/testing'
import { Update } from '@parley/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inHindsight, tellsOfRemoved } from '../src/in-hindsight.ts'
import { type LiveUpdate, updateOf } from '../src/update.ts'

/** Texts that can be told apart: what each event says, it says in words of its own. */
const inOwnWords = (event: DomainEvent, n: number): DomainEvent => {
  switch (event.type) {
    case 'MessageSent':
    case 'MessageEdited':
      return { ...event, body: { ...event.body, text: `<text ${n}>` as typeof event.body.text } }
    case 'ChannelRenamed':
      return { ...event, name: `<name ${n}>` as typeof event.name }
    case 'ChannelDescribed':
      return { ...event, description: `<description ${n}>` as typeof event.description }
    case 'ChannelCreated':
      return event.name === null
        ? event
        : {
            ...event,
            name: `<name ${n}>` as typeof event.name,
            description: `<description ${n}>` as typeof event.description,
          }
    case 'ChannelArchived':
    case 'FeedCreated':
    case 'MemberJoined':
    case 'MemberLeft':
    case 'MemberRoleChanged':
    case 'MessageDeleted':
    case 'ReactionAdded':
    case 'ReactionRemoved':
    case 'MessagePinned':
    case 'MessageUnpinned':
    case 'ReadMarked':
      return event
    default:
      return event satisfies never
  }
}

const entriesOf = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<LiveUpdate> =>
  events
    .map(inOwnWords)
    .map((event, n) => updateOf({ event, revision: n as Revision, position: (n + 1) as Position }))

const history = arbitraryCommands({ channels: 2, maxLength: 120 }).map((commands) =>
  entriesOf(worldAfter(commands).events),
)

/** What stands after entries: of each message its text and when it was edited, of each channel its name and purpose. */
const kept = (updates: ReadonlyArray<Update>) => {
  const messages = new Map<string, { text: string | null; editedAt: string | null; reactions: Set<string> }>()
  const channels = new Map<string, { name: string | null; description: string }>()
  for (const { event } of updates) {
    const message = 'messageId' in event ? messages.get(event.messageId) : undefined
    const channel = channels.get(event.channelId)
    switch (event.type) {
      case 'MessageSent':
        messages.set(event.messageId, {
          text: event.body?.text ?? null,
          editedAt: null,
          reactions: new Set(),
        })
        break
      case 'MessageEdited':
        if (message !== undefined) {
          message.text = event.body?.text ?? null
          message.editedAt = event.at
        }
        break
      case 'MessageDeleted':
        if (message !== undefined) {
          message.text = null
          message.reactions.clear()
        }
        break
      case 'ReactionAdded':
        if (event.name !== null) message?.reactions.add(`${event.by} ${event.name}`)
        break
      case 'ReactionRemoved':
        if (event.name !== null) message?.reactions.delete(`${event.by} ${event.name}`)
        break
      case 'ChannelCreated':
        channels.set(event.channelId, { name: event.name, description: event.description })
        break
      case 'ChannelRenamed':
        if (channel !== undefined) channel.name = event.name
        break
      case 'ChannelDescribed':
        if (channel !== undefined) channel.description = event.description
        break
      case 'ChannelArchived':
      case 'FeedCreated':
      case 'MemberJoined':
      case 'MemberLeft':
      case 'MemberRoleChanged':
      case 'MessagePinned':
      case 'MessageUnpinned':
      case 'ReadMarked':
        break
      default:
        event satisfies never
    }
  }
  return { messages, channels }
}

const updatesOf = (entries: ReadonlyArray<LiveUpdate>): ReadonlyArray<Update> =>
  entries.map(({ json }) => {
    const update: unknown = JSON.parse(json)
    if (!Update.is(update)) throw new Error(`no update: ${json}`)
    return update
  })

/** The words that stand at the end; every other one was taken back. */
const wordsKept = (entries: ReadonlyArray<LiveUpdate>): ReadonlySet<string> => {
  const { messages, channels } = kept(updatesOf(entries))
  return new Set([
    ...[...messages.values()].flatMap(({ text }) => text ?? []),
    ...[...channels.values()].flatMap(({ name, description }) => [name ?? [], description].flat()),
  ])
}
const wordsIn = (entries: ReadonlyArray<LiveUpdate>): ReadonlyArray<string> =>
  entries.flatMap(({ json }) => json.match(/<(?:text|name|description) \d+>/g) ?? [])

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

test('GW-40 PROTO-10: and folding them comes to the same, with every revision there', () => {
  fc.assert(
    fc.property(history, fc.nat(), (entries, from) => {
      const begin = entries.length === 0 ? 0 : from % entries.length
      const told = [...entries.slice(0, begin), ...inHindsight(entries.slice(begin))]
      expect(kept(updatesOf(told))).toEqual(kept(updatesOf(entries)))
      expect(told.map(({ revision }) => revision)).toEqual(entries.map(({ revision }) => revision))
      expect(inHindsight(inHindsight(entries)).map(({ json }) => json)).toEqual(
        inHindsight(entries).map(({ json }) => json),
      )
    }),
    { numRuns: 300 },
  )
})

/** The reactions that updates name, with whether each stands in the end. */
const reactionsNamed = (entries: ReadonlyArray<LiveUpdate>) => {
  const { messages } = kept(updatesOf(entries))
  return updatesOf(inHindsight(entries)).flatMap(({ event }) =>
    (event.type === 'ReactionAdded' || event.type === 'ReactionRemoved') && event.name !== null
      ? [
          {
            event,
            stands: messages.get(event.messageId)?.reactions.has(`${event.by} ${event.name}`) === true,
          },
        ]
      : [],
  )
}

test('GW-40: a reaction that was removed, or whose message was deleted, is not told of; only its removal is', () => {
  let kinds = 0
  fc.assert(
    fc.property(history, (entries) => {
      const named = reactionsNamed(entries)
      kinds += named.length
      expect(named.filter(({ event, stands }) => event.type === 'ReactionAdded' && !stands)).toEqual([])
      expect(tellsOfRemoved(entries)).toBe(named.some(({ event }) => event.type === 'ReactionRemoved'))
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
