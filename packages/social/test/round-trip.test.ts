import {
  Body,
  certain,
  type Command,
  type DomainEvent,
  mainFeed,
  messageIdOf,
  Nickname,
  streamOf,
} from '@parley/domain'
import * as sample from '@parley/domain/testing'
import { acme, arbitraryCommands, stateAfter, worldAfter } from '@parley/domain/testing'
import { type EventStore, toNewEvent } from '@parley/event-store'
import type { Submit } from '@parley/import-kit'
import { right, testLog } from '@parley/import-kit/testing'
import fc from 'fast-check'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Documents, exportSocial, importSocial, type LinesOf } from '../src/index.ts'

const silent = { begin: () => undefined, advance: () => undefined }

const exported = async (store: EventStore): Promise<ReadonlyArray<Documents>> => {
  const all: Documents[] = []
  for await (const one of exportSocial(store, acme)) {
    const channel = right(one)
    if (channel._tag === 'Channel') all.push(channel.documents)
  }
  return all
}

/** Documents as lines, as files hold them. */
const linesOf =
  (all: ReadonlyArray<Documents>): LinesOf =>
  (kind) =>
    all.flatMap((documents) => documents[kind].map((document) => JSON.stringify(document)))

const importing = async (into: { readonly store: EventStore; readonly submit: Submit }, lines: LinesOf) =>
  right(await importSocial({ ...into, tenantId: acme }, lines, silent))

const fill = async (store: EventStore, events: ReadonlyArray<DomainEvent>): Promise<void> => {
  for (const event of events)
    right(await store.append(streamOf(event), 'any', [toNewEvent(event, randomUUID())])())
}

const byChannel = (all: ReadonlyArray<Documents>) =>
  all.toSorted((one, other) => (JSON.stringify(one.channel) < JSON.stringify(other.channel) ? -1 : 1))

/** Whether a channel has the id that follows from its creation, as every channel has that people create. */
const hasItsId = (command: Command): boolean =>
  command.type !== 'CreateChannel' ||
  command.channelId === sample.createdIdOf(command.by, command.commandId, command)

/** The messages of which nothing stands any more. */
const deletedIn = (events: ReadonlyArray<DomainEvent>): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (event.type === 'MessageDeleted' ? [event.messageId] : [])))

const deletedFeedsIn = (events: ReadonlyArray<DomainEvent>): ReadonlySet<string> =>
  new Set(events.flatMap((event) => (event.type === 'FeedDeleted' ? [event.feedId] : [])))

/** What happened, as if the feeds that were deleted had never been there. */
const withoutDeletedFeeds = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<DomainEvent> => {
  const gone = deletedFeedsIn(events)
  return events.filter((event) => !('feedId' in event) || event.feedId === null || !gone.has(event.feedId))
}

/**
 * All that decisions look at of channels, but for which commands were carried out, for feeds that were deleted, and for
 * reactions to what was deleted, whose rows stay where they were made.
 */
const decisionRows = (events: ReadonlyArray<DomainEvent>) =>
  Object.fromEntries(
    [...Map.groupBy(events, streamOf)]
      .filter(([stream]) => stream.startsWith('channel-'))
      .map(([stream, own]) => [
        stream,
        Object.fromEntries(
          [...stateAfter(withoutDeletedFeeds(own))].filter(
            ([key, { kind }]) =>
              kind !== 'done' &&
              !(kind.startsWith('reaction') && [...deletedIn(own)].some((id) => key.includes(id))),
          ),
        ),
      ]),
  )

/** A body of each kind, and what may be kept beside one. */
const said = [
  { body: sample.image },
  { body: sample.place },
  { body: sample.custom, metadata: sample.metadata({ order: 7 }), tags: [sample.tag('Tea')] },
  { body: certain(Body, { kind: 'json', data: { list: [1, null] }, text: 'a list' }) },
  { body: certain(Body, { kind: 'imagemap', fileId: 'f2', areas: [{ x: 0, y: 0, width: 9, height: 9 }] }) },
  { body: certain(Body, { kind: 'system', code: 'welcome', args: { to: 'ada' } }) },
  { body: certain(Body, { kind: 'action', text: 'waves' }) },
  { body: sample.text('all of you'), mentions: [{ type: 'here' as const }] },
]

/** Ada's channel, with Bo in it. */
const creation = {
  type: 'CreateChannel',
  tenantId: acme,
  channelId: sample.adasChannel,
  by: sample.ada,
  commandId: sample.commandId('create'),
  at: sample.at(0),
  channelType: 'standard',
  name: sample.channelName('general'),
  description: sample.description(''),
  members: [sample.bob],
} as const satisfies Command

/** What a channel begins with. */
const begins: ReadonlySet<string> = new Set(['ChannelCreated', 'FeedCreated', 'MemberJoined'])

describe('the social format', () => {
  it('SOCIAL-1: carries the whole of a body of any kind, and what is kept beside it', async () => {
    const [first, second] = [testLog(), testLog()]
    const began = worldAfter([creation]).events
    const sent = said.map((what, n): DomainEvent => {
      const commandId = sample.commandId(`say ${n}`)
      const facts = { tenantId: acme, channelId: sample.adasChannel, by: sample.ada, commandId }
      return {
        type: 'MessageSent',
        ...facts,
        at: sample.at(n + 1),
        messageId: messageIdOf(acme, facts.channelId, facts.by, commandId),
        senderId: facts.by,
        feedId: mainFeed,
        segment: sample.segment(n + 1),
        parentId: null,
        ...what,
      }
    })
    await fill(first.store, [...began, ...sent])
    const { problems } = await importing(second, linesOf(await exported(first.store)))
    expect(problems).toEqual([])
    expect((await second.events()).filter(({ type }) => type === 'MessageSent')).toEqual(sent)
  })

  it('SOCIAL-1: carries nicknames and what a channel notifies of, and nothing of what was taken back', async () => {
    const [first, second] = [testLog(), testLog()]
    const facts = { tenantId: acme, channelId: sample.adasChannel, by: sample.ada }
    const did = (n: number) => ({ ...facts, commandId: sample.commandId(`did ${n}`), at: sample.at(n) })
    const called = (n: number, nickname: Nickname | null) => ({
      type: 'SetNickname' as const,
      ...did(n),
      nickname,
    })
    const { events } = worldAfter([
      creation,
      { type: 'SetChannelNotification', ...did(1), mode: 'subscribe' },
      called(2, certain(Nickname, 'Countess')),
      { ...called(3, certain(Nickname, 'Ace')), by: sample.bob },
      { ...called(4, null), by: sample.bob },
      { type: 'ArchiveChannel', ...did(5) },
      { type: 'UnarchiveChannel', ...did(6) },
    ])
    await fill(first.store, events)
    const { problems } = await importing(second, linesOf(await exported(first.store)))
    expect(problems).toEqual([])
    expect((await second.events()).filter(({ type }) => !begins.has(type))).toEqual([
      { type: 'ChannelNotificationSet', ...did(1), commandId: expect.any(String), mode: 'subscribe' },
      {
        type: 'NicknameSet',
        ...did(2),
        commandId: expect.any(String),
        userId: sample.ada,
        nickname: 'Countess',
      },
    ])
  })

  it('SOCIAL-13: of a channel that was deleted nothing is exported but that it was there', async () => {
    const { store } = testLog()
    const gone = { ...creation, type: 'DeleteChannel' as const, commandId: sample.commandId('delete') }
    const send = sample.commandId('say')
    const told = {
      type: 'SendMessage' as const,
      tenantId: acme,
      channelId: creation.channelId,
      by: sample.ada,
      commandId: send,
      at: sample.at(1),
      messageId: messageIdOf(acme, creation.channelId, sample.ada, send),
      feedId: mainFeed,
      parentId: null,
      body: sample.text('a secret'),
    }
    await fill(store, worldAfter([creation, told, { ...gone, at: sample.at(2) }]).events)
    const all = []
    for await (const one of exportSocial(store, acme)) all.push(right(one))
    expect(all).toEqual([{ _tag: 'Deleted', channelId: creation.channelId }])
  })

  it('SOCIAL-1, SOCIAL-12: what is exported, imported into an empty log and exported again, is equal', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryCommands({ channels: 2, maxLength: 80 }), async (commands) => {
        const [first, second] = [testLog(), testLog()]
        await fill(first.store, worldAfter(commands.filter(hasItsId)).events)
        const before = await exported(first.store)
        const { problems } = await importing(second, linesOf(before))
        expect(problems).toEqual([])
        expect(byChannel(await exported(second.store))).toEqual(byChannel(before))
        expect(decisionRows(await second.events())).toEqual(decisionRows(await first.events()))
        expect((await importing(second, linesOf(before))).events).toBe(0)
      }),
      { numRuns: 60 },
    )
  })
})
