import { defaultPage, type QueryResult } from '@parley/contract'
import { type Happened, seenWhole, type SeenWhole } from '@parley/contract/testing'
import {
  certain,
  channelStream,
  type ChannelId,
  type Command,
  commandDefinitionOf,
  commandFrom,
  type DomainEvent,
  MessageId,
  Position,
  type Rejection,
  type Revision,
  streamOf,
  timestampOf,
  type UserId,
} from '@parley/domain'
import { channelState, emptyWorld, fold, rowsAt, submit } from '@parley/domain/testing'
import { fakeCommands, type FakeCommands, type Outcome } from '@parley/engine/testing'
import { type EventStore, memoryEventStore, toNewEvent } from '@parley/event-store'
import type { Commit } from '@parley/protocol/conformance'
import type { BegunSnapshot, Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import { tenantId } from './world.ts'

/**
 * What stands behind the gateway in a case: commands are decided by the domain, kept in a log in memory, and seen by
 * the definition of each view. Nothing of it lags.
 */
export interface CaseWorld {
  readonly log: EventStore
  readonly queries: Queries
  readonly commands: FakeCommands
  /** Has the log take in commands at once, one after another; what the rules turn down is a fault of the case. */
  readonly commit: (commits: ReadonlyArray<Commit>) => Promise<void>
  /** All that has happened, in order. */
  readonly history: ReadonlyArray<Happened>
}

const noon = Date.parse('2026-03-01T12:00:00Z')
const hour = 3_600_000

/** Begins with what is left of a log that was restored; what happens from then on happens an hour later. */
export const caseWorld = async (before: ReadonlyArray<DomainEvent> = []): Promise<CaseWorld> => {
  const beginning = before.length === 0 ? noon : noon + hour
  const log = memoryEventStore()
  const decided = emptyWorld()
  const history: Array<Happened> = []
  const appends: Array<Promise<unknown>> = []

  const keep = (event: DomainEvent): void => {
    const stream = streamOf(event)
    const position = certain(Position, history.length + 1)
    const revision = history.filter((one) => streamOf(one.event) === stream).length
    history.push({ event, position, revision: revision as Revision })
    const id = certain(MessageId, `00000000-0000-4000-9000-${String(position).padStart(12, '0')}`)
    appends.push(log.append(stream, 'any', [toNewEvent(event, id)])())
  }
  const carryOut = (given: Command): Outcome => {
    const command = { ...given, at: timestampOf(new Date(beginning + 1_000 * (history.length + 1))) }
    const outcome = submit(decided, command)
    if (E.isLeft(outcome)) return E.left({ _tag: 'Rejected', rejection: outcome.left })
    outcome.right.forEach(keep)
    const definition = commandDefinitionOf(command)
    const [first] = outcome.right
    const stream = first === undefined ? channelStream(tenantId, command.channelId) : streamOf(first)
    const last = history.findLast(({ event }) => streamOf(event) === stream)
    if (last === undefined) throw new Error('nothing happened there')
    return E.right({
      revision: last.revision,
      position: last.position,
      events: outcome.right.length,
      result: definition.result(command, rowsAt(channelState(decided, command), definition.reads(command))),
    })
  }
  const commit: CaseWorld['commit'] = async (commits) => {
    for (const { by, command } of commits) {
      const at = timestampOf(new Date(beginning))
      const outcome = carryOut(commandFrom({ tenantId, by, at }, command))
      if (E.isLeft(outcome)) throw new Error(`the rules turn it down: ${JSON.stringify(outcome.left)}`)
    }
    await Promise.all(appends)
  }
  for (const event of before) {
    fold(channelState(decided, event), [event])
    keep(event)
  }
  await Promise.all(appends)
  return { log, queries: queriesOf(history), commands: fakeCommands(carryOut), commit, history }
}

/** Answers by looking through all that has happened. */
const queriesOf = (history: ReadonlyArray<Happened>): Queries => {
  const position = (): Position => certain(Position, history.length)
  const see = (channelId: ChannelId, userId: UserId): SeenWhole => seenWhole(history, channelId, userId)
  const channelIds = (): ReadonlyArray<ChannelId> => [...new Set(history.map(({ event }) => event.channelId))]
  const right = <A>(value: A) => E.right({ position: position(), value })
  const whyNot = (channelId: ChannelId): Rejection => ({
    _tag: channelIds().includes(channelId) ? 'NotAMember' : 'ChannelNotFound',
  })
  const rejected = (rejection: Rejection) => E.left({ _tag: 'QueryRejected', rejection } as const)
  const notSeen = (channelId: ChannelId) => rejected(whyNot(channelId))

  return {
    answer:
      ({ userId }, query) =>
      async () => {
        const answer = (value: QueryResult) => right(value)
        if (query.type === 'conversations') {
          const conversations = channelIds()
            .flatMap((channelId) => see(channelId, userId).conversation ?? [])
            .toSorted(({ channel: a }, { channel: b }) => (a.lastActivityAt < b.lastActivityAt ? 1 : -1))
          return answer({ type: query.type, conversations, more: false })
        }
        if (!('channelId' in query)) throw new Error(`no case asks for ${query.type}`)
        const { conversation, messages, replies, reacted } = see(query.channelId, userId)
        if (conversation === undefined) return notSeen(query.channelId)
        switch (query.type) {
          case 'conversation':
            return answer({ type: query.type, conversation })
          case 'history':
            return answer({ type: query.type, messages: [...messages], more: false })
          case 'thread': {
            const parent = messages.find(({ messageId }) => messageId === query.parentId)
            if (parent === undefined) return rejected({ _tag: 'MessageNotFound', messageId: query.parentId })
            return answer({ type: query.type, parent, replies: [...replies(parent)], more: false })
          }
          case 'reactions': {
            const { type, messageId, name, after = '', limit = defaultPage } = query
            const isThere = history.some(
              ({ event }) => event.type === 'MessageSent' && event.messageId === messageId,
            )
            if (!isThere) return rejected({ _tag: 'MessageNotFound', messageId })
            const left = reacted(messageId, name).filter((one) => one > after)
            return answer({ type, people: left.slice(0, limit), more: left.length > limit })
          }
          case 'members':
          case 'pinned':
            throw new Error(`no case asks for ${query.type}`)
          default:
            return query satisfies never
        }
      },
    snapshots:
      ({ userId }, asked) =>
      async () =>
        right(
          new Map(
            asked.map((channelId): readonly [ChannelId, BegunSnapshot] => {
              const { conversation, messages } = see(channelId, userId)
              if (conversation === undefined)
                return [channelId, { _tag: 'rejected', rejection: whyNot(channelId) }]
              const snapshot = {
                conversation,
                messages: messages.slice(-50),
                more: messages.length > 50,
                revision: conversation.channel.revision,
              }
              return [channelId, { _tag: 'snapshot', snapshot }]
            }),
          ),
        ),
    refusal:
      ({ userId }, channelId) =>
      async () =>
        right(see(channelId, userId).conversation === undefined ? whyNot(channelId) : undefined),
    memberships:
      ({ userId }, asked) =>
      async () =>
        E.right(
          new Map(
            asked.flatMap((channelId) => {
              const { conversation } = see(channelId, userId)
              return conversation === undefined ? [] : [[channelId, conversation.channel.revision] as const]
            }),
          ),
        ),
    addingFacts: () => async () => right({ begun: 0, strangers: [] }),
  }
}
