import { certain, type DomainEvent, TenantId } from '@parley/domain'
import type { Submit } from '@parley/import-kit'
import { right, testLog } from '@parley/import-kit/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, it } from 'vitest'
import { type ExportFiles, importSlack, type NameField } from '../src/index.ts'
import { filesOf, teaHouse } from './workspace.ts'

const tenantId = certain(TenantId, 'default')
const silent = { begin: () => undefined, advance: () => undefined }

const importing = (submit: Submit, files: ExportFiles = filesOf(teaHouse), people: NameField = 'name') =>
  importSlack(submit, files, { tenantId, people, progress: silent })

/** What happened in the channels of a type, in a few words each. */
const toldOf = (events: ReadonlyArray<DomainEvent>, type: string): ReadonlyArray<string> => {
  const ids = events.flatMap((e) =>
    e.type === 'ChannelCreated' && e.channelType === type ? [e.channelId] : [],
  )
  return events.flatMap((e) => {
    if (!('channelId' in e) || !ids.includes(e.channelId) || e.type === 'FeedCreated') return []
    const what = 'body' in e ? e.body.text : 'name' in e ? e.name : 'description' in e ? e.description : ''
    return [[e.type, 'userId' in e ? e.userId : 'by' in e ? e.by : '', what].filter(Boolean).join(' ')]
  })
}

describe('importing a workspace', () => {
  it('SLACK-3, SLACK-4, SLACK-5, SLACK-7, SLACK-8, SLACK-9: a public channel becomes a standard one, with all that happened in it', async () => {
    const { submit, events } = testLog()
    right(await importing(submit))
    expect(toldOf(await events(), 'standard')).toEqual([
      'ChannelCreated slack-import chai',
      'MemberJoined slack-import',
      'MemberJoined ada',
      'MemberJoined bo',
      'MessageSent ada How long does green tea (https://tea.example/green) steep, @bo? 2 < 3 & @here',
      'ReactionAdded bo tea',
      'MessageSent bo two minutes',
      'MessageSent bo puts the kettle on',
      'ChannelDescribed slack-import Black tea',
      'ChannelRenamed slack-import tea',
      'MessageSent slack-import This message was deleted.',
      'MemberJoined cy',
      'ReactionAdded cy tea',
      'MessageSent cy and black?\npot.png: https://files.example/pot.png',
      'MessageSent bo five',
      'MessageEdited bo two minutes, not more',
      'MemberJoined bot:ada',
      'MessageSent bot:ada Kettle is on',
      'ChannelDescribed slack-import Steeping times',
      'MessagePinned slack-import',
      'MessageDeleted slack-import',
      'MessageDeleted cy',
      'MemberLeft cy',
      'MemberLeft bot:ada',
      'ChannelArchived slack-import',
    ])
  })

  it('SLACK-3: a private channel stays one, and two people get their conversation', async () => {
    const { submit, events } = testLog()
    right(await importing(submit))
    expect(toldOf(await events(), 'private')).toEqual([
      'ChannelCreated slack-import secret',
      'MemberJoined slack-import',
      'MemberJoined ada',
      'MemberJoined bo',
      'MessageSent bo psst',
    ])
    expect(toldOf(await events(), 'conversation')).toEqual([
      'ChannelCreated ada',
      'MemberJoined ada',
      'MemberJoined bo',
      'MessageSent ada hi',
      'MessageSent bo hi back',
    ])
  })

  it('SLACK-6: what answers a message is a reply to it, with the time that the export says', async () => {
    const { submit, events } = testLog()
    right(await importing(submit))
    const sent = (await events()).flatMap((e) => (e.type === 'MessageSent' ? [e] : []))
    const replies = sent.filter(({ parentId }) => parentId !== null)
    const textOf = (id: string | null) => sent.find(({ messageId }) => messageId === id)?.body.text
    expect(replies.map(({ at, body, parentId }) => [at, body.text, textOf(parentId)?.slice(0, 8)])).toEqual(
      expect.arrayContaining([
        ['2023-11-14T22:13:50.000Z', 'two minutes', 'How long'],
        ['2023-11-15T12:06:50.000Z', 'five', 'This mes'],
        ['2023-11-14T22:13:40.000Z', 'hi back', 'hi'],
      ]),
    )
  })

  it('SLACK-10: reports by file and line what is not taken as it stands', async () => {
    const { submit } = testLog()
    const { problems } = right(await importing(submit))
    const told = problems.map(
      ({ file, line, what, consequence }) => `${file}:${line}: ${consequence}: ${what}`,
    )
    expect(told.toSorted()).toEqual(
      [
        'users.json:19: mended: UTWIN has no name that can be a name, or one that another has: called by the id',
        'dms.json:10: skipped: is no conversation of two people',
        'channels.json:2: skipped: F1 that is pinned is no message here',
        'integration_logs.json:1: skipped: is no day of a channel that is listed',
        'tea/2023-11-14.json:9: mended: names 2 of 3 people who reacted with tea',
        'tea/2023-11-14.json:9: skipped: "two words" is no name of a reaction',
        'tea/2023-11-15.json:2: mended: was edited: what it said before is not in the export',
        'tea/2023-11-15.json:49: skipped: a message of subtype huddle_thread is not taken',
        'tea/2023-11-15.json:56: skipped: says nothing',
        'tea/2023-11-15.json:62: skipped: ts is not as it should be',
      ].toSorted(),
    )
  })

  it('SLACK-11: adds nothing when it is run again, and goes on where it was stopped', async () => {
    const whole = testLog()
    right(await importing(whole.submit))
    const before = await whole.events()
    expect(right(await importing(whole.submit)).events).toBe(0)
    expect(await whole.events()).toEqual(before)

    const halves = testLog()
    expect(E.isLeft(await importing(halves.failingAfter(17)))).toBe(true)
    right(await importing(halves.submit))
    for (const type of ['standard', 'private', 'conversation'])
      expect(toldOf(await halves.events(), type)).toEqual(toldOf(before, type))
  })

  it('SLACK-2: people are called by another field where that is asked', async () => {
    const { submit, events } = testLog()
    right(await importing(submit, filesOf(teaHouse), 'email'))
    const people = (await events()).flatMap((e) => (e.type === 'MemberJoined' ? [e.userId] : []))
    expect(new Set(people)).toEqual(new Set(['slack-import', 'ada@tea.example', 'UBO', 'UCY', 'bot:ada']))
  })

  it('SLACK-1: an export that was packed with its folder is the same', async () => {
    const [plain, inFolder] = [testLog(), testLog()]
    right(await importing(plain.submit))
    const packed = Object.fromEntries(
      Object.entries(teaHouse).map(([name, what]) => [`tea house/${name}`, what]),
    )
    right(await importing(inFolder.submit, filesOf({ ...packed, '__MACOSX/tea house/._x': [] })))
    expect(toldOf(await inFolder.events(), 'standard')).toEqual(toldOf(await plain.events(), 'standard'))
  })
})
