import type { DomainEvent } from '@parley/domain'
import { acme } from '@parley/domain/testing'
import type { Problem } from '@parley/import-kit'
import { right, testLog } from '@parley/import-kit/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { importMatrix, type MatrixImported, type NamePart, roomIn } from '../src/index.ts'
import { lineOf, teaRoom } from './room.ts'

const silent = { begin: () => undefined, advance: () => undefined }
const bytes = (text: string) => new TextEncoder().encode(text)

const importing = async (
  submit: ReturnType<typeof testLog>['submit'],
  text = teaRoom,
  people: NamePart = 'localpart',
) => {
  const unread: Problem[] = []
  const room = right(roomIn('tea.json', bytes(text), (problem) => unread.push(problem)))
  const imported = await importMatrix(submit, room, { tenantId: acme, people, progress: silent })
  return E.map(({ events, problems }: MatrixImported) => ({ events, problems: [...unread, ...problems] }))(
    imported,
  )
}

/** What of an event a person would tell. */
const told = (events: ReadonlyArray<DomainEvent>): ReadonlyArray<string> =>
  events.map((event) => {
    const who = 'userId' in event ? event.userId : event.by
    const what = [
      'channelType' in event ? `${event.channelType} ${event.name}` : '',
      'body' in event ? (event.body.text ?? event.body.kind) : '',
      event.type === 'ReactionAdded' || event.type === 'ReactionRemoved' ? event.name : '',
      event.type === 'MemberRoleChanged' ? event.role : '',
      event.type === 'ChannelDescribed' ? event.description : '',
      'nickname' in event ? (event.nickname ?? '') : '',
      event.type === 'MemberBanned' ? (event.reason ?? '') : '',
    ]
    return [event.type, who, ...what].filter(Boolean).join(' ')
  })

describe('importing a room of Matrix', () => {
  it('MATRIX-2, MATRIX-4, MATRIX-5, MATRIX-6, MATRIX-7, MATRIX-8: makes a channel of it, with all that happened', async () => {
    const log = testLog()
    right(await importing(log.submit))
    expect(told(await log.events())).toEqual([
      'ChannelCreated matrix-import private Tea',
      'FeedCreated matrix-import',
      'MemberJoined matrix-import',
      'MemberJoined ada',
      'NicknameSet ada Ada L.',
      'MemberRoleChanged ada admin',
      'ChannelDescribed matrix-import All about tea',
      'MemberJoined bo',
      'MemberRoleChanged bo moderator',
      'MessageSent ada how long does it steep?',
      'MessageSent bo two minutes',
      'MemberJoined cy',
      'MessageSent cy four',
      'MessageSent bo pours',
      'MessageSent ada a cup\ncup.png: mxc://tea.example/cup',
      'MessageEdited bo three minutes',
      'ReactionAdded ada 👍',
      'ReactionAdded cy 🍵',
      'ReactionRemoved cy 🍵',
      'MessageSent cy This message was deleted.',
      'MessagePinned matrix-import',
      'MessageSent cy here',
      'MemberJoined dan',
      'MessageSent dan let me in',
      'MemberBanned dan spam',
      'MemberLeft dan',
      'MemberLeft cy',
      'MemberLeft bo',
      'MessageSent ada lost',
      'MessageSent ada final',
      'MessageSent ada changed',
      'MessageDeleted ada',
      'MessageDeleted matrix-import',
    ])
  })

  it('MATRIX-4: answers and threads stand in the thread of what they answer, and mentions are taken', async () => {
    const log = testLog()
    right(await importing(log.submit))
    const sent = (await log.events()).flatMap((e) => (e.type === 'MessageSent' ? [e] : []))
    const [top] = sent
    expect(top?.mentions).toEqual([{ type: 'user', userIds: ['bo'] }])
    expect(sent.filter(({ parentId }) => parentId === top?.messageId).map(({ body }) => body.text)).toEqual([
      'two minutes',
      'four',
    ])
  })

  it('MATRIX-9: reports by file and line what is not taken', async () => {
    const { problems } = right(await importing(testLog().submit))
    expect(problems.map(({ line, what }) => `${line}: ${what}`)).toEqual([
      `${lineOf(32)}: event_id is not as it should be`,
      `${lineOf(25)}: is encrypted`,
      `${lineOf(26)}: an event of type m.room.avatar is not taken`,
      `${lineOf(27)}: says nothing`,
      `${lineOf(28)}: answers a message that is not taken: it is taken as no reply`,
      `${lineOf(29)}: reacts to nothing that is taken`,
      `${lineOf(31)}: was edited: what it said before is not in the export`,
    ])
  })

  it('MATRIX-10: adds nothing when it is run again, goes on where it was stopped, and takes what is new', async () => {
    const whole = testLog()
    right(await importing(whole.submit))
    const before = await whole.events()
    expect(right(await importing(whole.submit)).events).toBe(0)
    const halves = testLog()
    expect(E.isLeft(await importing(halves.failingAfter(11)))).toBe(true)
    right(await importing(halves.submit))
    expect(await halves.events()).toEqual(before)
    const room = JSON.parse(teaRoom) as { messages: ReadonlyArray<Readonly<Record<string, unknown>>> }
    const later = { ...room.messages[29], event_id: '$100', origin_server_ts: Date.UTC(2024, 4, 2) }
    const more = JSON.stringify({ ...room, messages: [...room.messages, later] })
    expect(right(await importing(whole.submit, more)).events).toBe(1)
  })

  it('MATRIX-3: two people with the same name on two servers stay two', async () => {
    const say = (sender: string, n: number) => ({
      type: 'm.room.message',
      event_id: `$${n}`,
      sender,
      origin_server_ts: n,
      content: { msgtype: 'm.text', body: 'hello' },
    })
    const senders = ['@ada:tea.example', '@ada:coffee.example', '@bo:tea.example']
    const sendersBy = async (people: NamePart) => {
      const { submit, events } = testLog()
      right(await importing(submit, JSON.stringify(senders.map(say)), people))
      return (await events()).flatMap((e) => (e.type === 'MessageSent' ? [e.senderId] : []))
    }
    expect(await sendersBy('localpart')).toEqual(['ada', '@ada:coffee.example', 'bo'])
    expect(await sendersBy('id')).toEqual(senders)
  })

  it('MATRIX-1: a file that is no room is said to be none', () => {
    for (const text of ['', 'no JSON', '{}', '{"messages": 7}', '7'])
      expect(roomIn('x.json', bytes(text), () => undefined)).toMatchObject({
        left: expect.stringContaining('no room that was exported'),
      })
  })

  it('MATRIX-2: a room that all may join becomes a standard channel, that they join by themselves', async () => {
    const { submit, events } = testLog()
    const facts = { event_id: '$1', sender: '@ada:tea.example', origin_server_ts: 1, state_key: '' }
    const rules = { ...facts, type: 'm.room.join_rules', content: { join_rule: 'public' } }
    const content = { membership: 'join' }
    const joins = { ...facts, event_id: '$2', state_key: facts.sender, type: 'm.room.member', content }
    right(await importing(submit, JSON.stringify({ chunk: [joins, rules] })))
    expect(told(await events())).toContain('ChannelCreated matrix-import standard tea.json')
    expect((await events()).at(-1)).toMatchObject({ type: 'MemberJoined', by: 'ada', userId: 'ada' })
  })
})
