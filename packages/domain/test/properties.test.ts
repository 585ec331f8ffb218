import {
  channelKey,
  type ChannelRow,
  type Command,
  commandDefinitionOf,
  type ChannelEvent,
  doneKey,
  type DomainEvent,
  isEventIn,
  memberKey,
  messageKey,
  rowAt,
  rowChangesOf,
} from '@parley/domain'
import {
  arbitraryCommands,
  channelState,
  decideOn,
  emptyWorld,
  fold,
  type State,
  submit,
  worldAfter,
} from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { expect, test } from 'vitest'
import { refold } from './refold.ts'

const histories = arbitraryCommands({ channels: 2, maxLength: 80 })
const runs = { numRuns: 300 }

const channelIn = (state: State): ChannelRow | undefined =>
  state.has(channelKey.text) ? rowAt(state, channelKey) : undefined

const isOfChannel = (event: DomainEvent): event is ChannelEvent => isEventIn('channel', event)

const channelStreams = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<ReadonlyArray<ChannelEvent>> => [
  ...Map.groupBy(events.filter(isOfChannel), (event) => event.channelId).values(),
]

const frozen = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return
  Object.freeze(value)
  for (const part of Object.values(value)) frozen(part)
}

test('no command, whatever came before it, asks for a row that it does not read, or throws', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      expect(() => worldAfter(commands)).not.toThrow()
    }),
    { numRuns: 1_000 },
  )
})

test('MSG-2: the segments of a feed go from 1 without holes, replies and deleted messages counted', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const events of channelStreams(worldAfter(commands).events)) {
        const sent = events.filter((event) => event.type === 'MessageSent')
        for (const feed of Map.groupBy(sent, (event) => event.feedId).values()) {
          expect(feed.map((event) => event.segment)).toEqual(feed.map((_, n) => n + 1))
        }
      }
    }),
    runs,
  )
})

test('MEM-13: a channel that has members has an owner, at every moment, unless it is a conversation', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const world = emptyWorld()
      for (const command of commands) {
        submit(world, command)
        const channel = channelIn(channelState(world, command))
        if (channel === undefined || channel.channelType === 'conversation') continue
        expect(channel.members === 0 || channel.owners > 0).toBe(true)
      }
    }),
    runs,
  )
})

test('CH-7: an accepted command does nothing when it comes again at once', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const world = emptyWorld()
      for (const command of commands) {
        const outcome = submit(world, command)
        expect(submit(world, command)).toEqual(E.isRight(outcome) ? E.right([]) : outcome)
      }
    }),
    runs,
  )
})

test('CH-7: a command that was carried out does nothing when it comes again after all that followed', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      const world = emptyWorld()
      const carriedOut = commands.filter((command) => {
        const outcome = submit(world, command)
        return E.isRight(outcome) && outcome.right.length > 0
      })
      for (const command of carriedOut) expect(submit(world, command)).toEqual(E.right([]))
    }),
    runs,
  )
})

const isHiddenFrom = (state: State, command: Command): boolean => {
  const channel = channelIn(state)
  return (
    channel !== undefined &&
    (channel.channelType === 'private' || channel.channelType === 'conversation') &&
    !state.has(memberKey(command.by).text)
  )
}

/** A name or an id that is taken already says so, to the one person who can know it. */
const isAgain = (state: State, command: Command): boolean =>
  command.type === 'CreateChannel' ||
  state.has(doneKey(command.commandId, command.by).text) ||
  (command.type === 'SendMessage' && state.has(messageKey(command.messageId).text))

test('CH-8: to those who are not in it, a private channel or a conversation answers as if it were not there', () => {
  let asked = 0
  fc.assert(
    fc.property(histories, (commands) => {
      const world = emptyWorld()
      for (const command of commands) {
        const state = new Map(channelState(world, command))
        submit(world, command)
        if (
          commandDefinitionOf(command).stream(command).kind !== 'channel' ||
          !isHiddenFrom(state, command) ||
          isAgain(state, command)
        )
          continue
        asked += 1
        expect(decideOn(command, state)).toEqual(decideOn(command, new Map()))
      }
    }),
    runs,
  )
  expect(asked).toBeGreaterThan(100)
})

test('an event changes the rows that it touches, no others, and never in place: row by row equals all at once', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const events of channelStreams(worldAfter(commands).events)) {
        const state: State = new Map()
        for (const [n, event] of events.entries()) {
          const touched = rowChangesOf(event).map(({ key }) => key.text)
          expect(new Set(touched).size).toBe(touched.length)
          for (const row of state.values()) frozen(row)
          fold(state, [event])
          expect(state).toEqual(refold(events.slice(0, n + 1)))
        }
      }
    }),
    { numRuns: 100 },
  )
})

test('a command reads each row once', () => {
  fc.assert(
    fc.property(histories, (commands) => {
      for (const command of commands) {
        const { reads, elsewhere } = commandDefinitionOf(command)
        for (const keys of [reads(command), elsewhere?.(command).keys ?? []])
          expect(new Set(keys.map(({ text }) => text)).size).toBe(keys.length)
      }
    }),
    runs,
  )
})
