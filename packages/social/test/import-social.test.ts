import type { ChannelEvent, DomainEvent } from '@parley/domain'
import { acme } from '@parley/domain/testing'
import type { EventStore } from '@parley/event-store'
import { right, testLog } from '@parley/import-kit/testing'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { describe, expect, it } from 'vitest'
import { importSocial, type LinesOf } from '../src/index.ts'
import { documents } from './documents.ts'

const silent = { begin: () => undefined, advance: () => undefined }
const lines: LinesOf = (kind) => (documents[kind] ?? []).map((document) => JSON.stringify(document))

const importing = ({ store, submit }: Pick<ReturnType<typeof testLog>, 'store' | 'submit'>) =>
  importSocial({ store, submit, tenantId: acme }, lines, silent)

const told = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<string> => {
  const tea = events.find((e) => e.type === 'ChannelCreated' && e.name === 'tea') as ChannelEvent
  return events.flatMap((e) => {
    if (!('channelId' in e) || e.channelId !== tea.channelId) return []
    const where = 'segment' in e ? `${e.feedId}:${e.segment}` : ''
    const what = 'body' in e ? e.body.text : 'name' in e ? e.name : 'role' in e ? e.role : ''
    return [[e.type, 'userId' in e ? e.userId : e.by, where, what].filter(Boolean).join(' ')]
  })
}

describe('importing documents of the social format', () => {
  it('SOCIAL-3, SOCIAL-4, SOCIAL-5, SOCIAL-7, SOCIAL-8: takes channels, feeds, members, bans and messages at their segments', async () => {
    const log = testLog()
    right(await importing(log))
    expect(told(await log.events())).toEqual([
      'ChannelCreated social-import tea',
      'FeedCreated social-import All',
      'MemberJoined ada moderator',
      'ChannelDetailsChanged social-import',
      'ChannelMuted social-import',
      'RateLimitSet',
      'ChannelNotificationSet social-import',
      'MemberBanned cy',
      'FeedCreated social-import Side',
      'MessageSent ada main:1 how long?',
      'ReactionAdded bo main:1 tea',
      'MessageSent ada main:2 This message is gone.',
      'MessageDeleted ada main:2',
      'MemberJoined bo member',
      'MemberMuted bo',
      'MessageSent social-import main:3 This message is gone.',
      'MessageSent bo main:4 two minutes',
      'MessageDeleted social-import main:3',
      'MessageSent ada main:5',
      'MessageSent ada main:6 deeper',
      'MessageSent ada feed-2:1 beside',
      'MessageSent ada feed-2:2 This message is gone.',
      'MessageDeleted ada feed-2:2',
      'ReadMarked ada main:4',
    ])
  })

  it('SOCIAL-6: a reply to a reply stands in the same thread, and who joins has nothing unread from before', async () => {
    const log = testLog()
    right(await importing(log))
    const events = await log.events()
    const sent = events.flatMap((e) => (e.type === 'MessageSent' ? [e] : []))
    const top = sent.find(({ body }) => body.text === 'how long?')?.messageId
    expect(sent.filter(({ parentId }) => parentId === top).map(({ body }) => body.text)).toEqual([
      'two minutes',
      'deeper',
    ])
    const joined = events.find((e) => e.type === 'MemberJoined' && e.userId === 'bo')
    expect(joined).toMatchObject({ segments: { main: 2, 'feed-2': 0 } })
  })

  it('SOCIAL-6, SOCIAL-7: takes what is kept with channels and messages, bodies of any kind, and bans as they are', async () => {
    const log = testLog()
    right(await importing(log))
    const events = await log.events()
    const of = (type: string) => events.filter((e) => e.type === type)
    expect(of('ChannelDetailsChanged')).toMatchObject([
      { tags: ['hot'], metadata: { cups: 2 }, isPublic: false },
    ])
    expect(of('RateLimitSet')).toMatchObject([{ userId: null, limit: 5, windowSeconds: 3, until: null }])
    expect(of('MemberBanned')).toMatchObject([
      { userId: 'cy', rolesBefore: ['moderator'], until: null, reason: null, at: '2024-05-01T08:00:30.000Z' },
    ])
    expect(of('MessageSent')).toContainEqual(
      expect.objectContaining({
        body: { kind: 'text', text: 'two minutes' },
        metadata: { mood: 'calm' },
        tags: ['now'],
        mentions: [{ type: 'user', userIds: ['ada'] }, { type: 'channel' }],
      }),
    )
    expect(of('MessageSent')).toContainEqual(
      expect.objectContaining({ body: { kind: 'custom', data: { fileId: 'f1', dataType: 'image' } } }),
    )
  })

  it('SOCIAL-9, SOCIAL-10: reports by file and line what is not taken, and counts that differ', async () => {
    const { problems } = right(await importing(testLog()))
    expect(problems.map(({ file, line, what }) => `${file}:${line}: ${what}`).toSorted()).toEqual(
      [
        'channels.ndjson:2: was deleted, and is left out with all that is in it',
        'channels.ndjson:4: type is not as it should be',
        'messages.ndjson:9: its channel nowhere is not there',
        'reactions.ndjson:4: is to a post, and no message',
        'channels.ndjson:3: its rateLimit can be none here: it is left out',
        'channels.ndjson:1: one of its tags can be none here',
        'messages.ndjson:1: of what it says, there is no place for colour',
        'messages.ndjson:1: one of its mentions can be none here',
        'messages.ndjson:2: was edited: what it said before is not there',
        'messages.ndjson:4: what it says (image) is not whole, or of no kind here: taken as custom data',
        'messages.ndjson:8: what it says (text) is nothing that a message can say here: deleted at its place',
        'messages.ndjson:5: answers a reply: it is taken into the same thread',
        'messages.ndjson:6: at its segment 6 is another message, or none can be',
        'reactions.ndjson:2: is there already',
        'channels.ndjson:1: says memberCount 7, and 2 are taken',
        'channels.ndjson:1: says messageCount 3, and 5 are taken',
        'messages.ndjson:2: says childCount 1, and 2 are taken',
        'channels.ndjson:3: its notificationMode is none that there is here: it notifies of all',
        'channels.ndjson:3: there are no channels of type guild here: it is taken as a private one',
      ].toSorted(),
    )
  })

  it('SOCIAL-11: goes on where it was stopped, to the same log, and run again adds nothing', async () => {
    const whole = testLog()
    right(await importing(whole))
    const halves = testLog()
    let left = 0
    const stopping: EventStore = {
      ...halves.store,
      append: (...args) =>
        left-- > 0 ? halves.store.append(...args) : TE.left({ _tag: 'Unavailable', cause: 'stopped' }),
    }
    for (left = 1; E.isLeft(await importing({ ...halves, store: stopping })); left = 1);
    expect(await halves.events()).toEqual(await whole.events())
    expect(right(await importing(halves)).events).toBe(0)
  })

  it('SOCIAL-11: leaves a channel alone that is there and has gone on otherwise', async () => {
    const log = testLog()
    right(await importing(log))
    const before = await log.events()
    const other: LinesOf = (kind) =>
      (documents[kind] ?? []).map((document) => JSON.stringify(document).replace('how long?', 'how hot?'))
    const less: LinesOf = (kind) =>
      [...(lines(kind) as Iterable<string>)].slice(kind === 'channelUser' ? 2 : 0)
    const { store, submit } = log
    const again = right(await importSocial({ store, submit, tenantId: acme }, less, silent))
    expect(again.events).toBe(0)
    expect(again.problems.map(({ what }) => what)).toContain(
      'is there already, and not from these documents: left as it is',
    )
    expect(right(await importSocial({ store, submit, tenantId: acme }, other, silent)).events).toBe(0)
    expect(await log.events()).toEqual(before)
  })
})
