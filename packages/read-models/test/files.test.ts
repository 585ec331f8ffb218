import {
  certain,
  type DomainEvent,
  fileIdOf,
  fileKey,
  type FileId,
  messageIdOf,
  type UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  at,
  bob,
  body,
  cleo,
  commandId,
  stateAfter,
  userId,
} from '@parley/domain/testing'
import { memoryTables, projectInMemory } from '@parley/projection'
import { database, readModels, readTables, rowSource, tableDifferences } from '@parley/read-models'
import { Digest, Extension, FileSize, Label, MimeType } from '@parley/domain'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { shownIn } from '../src/files/sees-it.ts'
import { answering, type Answering, cut, placed, schema } from './harness.ts'

let here: Answering
beforeAll(async () => {
  here = await answering()
})
beforeEach(() => here.renew())
afterAll(() => here.close())

const keeper = userId('parley:files')
const mimeType = certain(MimeType, 'image/png')
const idOf = (name: string, by = ada): FileId => fileIdOf(acme, by, commandId(name))
const of = (name: string, by: UserId, seconds = 1) => ({
  tenantId: acme,
  fileId: idOf(name),
  by,
  commandId: commandId(name),
  at: at(seconds),
})
const registered = (
  name: string,
  accessType: 'network' | 'public' = 'network',
  seconds = 1,
): DomainEvent => ({
  type: 'FileRegistered',
  ...of(name, ada, seconds),
  fileType: 'image',
  name: certain(Label, `${name}.png`),
  extension: certain(Extension, 'png'),
  size: certain(FileSize, 100),
  mimeType,
  accessType,
  altText: null,
  metadata: null,
})
const uploaded = (name: string, seconds = 2): DomainEvent => ({
  type: 'FileUploaded',
  ...of(name, keeper, seconds),
  mimeType,
  digest: certain(Digest, 'a'.repeat(43)),
  width: null,
  height: null,
})
const deleted = (name: string): DomainEvent => ({ type: 'FileDeleted', ...of(name, ada, 3) })

const inChannel = (by: UserId, name: string) => ({
  tenantId: acme,
  channelId: adasChannel,
  by,
  commandId: commandId(name),
  at: at(5),
})
const sent = (by: UserId, name: string, n: number, thumbnail?: string): DomainEvent => ({
  type: 'MessageSent',
  ...inChannel(by, `send ${n}`),
  messageId: messageIdOf(acme, adasChannel, by, commandId(`send ${n}`)),
  senderId: by,
  feedId: 'main' as never,
  segment: n as never,
  parentId: null,
  body: body({
    kind: 'image',
    fileId: idOf(name),
    name: 'a.png',
    mimeType,
    size: 100,
    ...(thumbnail === undefined ? {} : { thumbnailFileId: idOf(thumbnail) }),
  }),
})
const changed = (
  message: DomainEvent,
  type: 'MessageDeleted' | 'MessageEdited',
  name?: string,
): DomainEvent => {
  if (message.type !== 'MessageSent') throw new Error('no message')
  const { body: _, ...rest } = message
  const to = name === undefined ? message : sent(message.by, name, message.segment)
  const facts = { ...rest, commandId: commandId(`${type} ${message.segment}`) }
  if (type === 'MessageDeleted') return { ...facts, type }
  if (to.type !== 'MessageSent') throw new Error('no message')
  return { ...facts, type, body: to.body }
}
const channel: ReadonlyArray<DomainEvent> = [
  {
    type: 'ChannelCreated',
    ...inChannel(ada, 'create'),
    channelType: 'private',
    name: 'tea' as never,
    description: '' as never,
  },
  ...[ada, bob].map(
    (userId_): DomainEvent => ({
      type: 'MemberJoined',
      ...inChannel(ada, 'create'),
      userId: userId_,
      role: userId_ === ada ? 'owner' : 'member',
      segments: { main: 0 } as never,
    }),
  ),
]

const reads = async (by: UserId, name: string, guest = false): Promise<string> => {
  const viewer = { tenantId: acme, userId: by, ...(guest ? { guest: true as const } : {}) }
  const answer = await here.ask.answer(viewer, { type: 'file', fileId: idOf(name) })()
  if (E.isRight(answer)) return answer.right.value.type === 'file' ? answer.right.value.file.status : 'none'
  return answer.left._tag === 'QueryRejected' ? answer.left.rejection._tag : answer.left._tag
}
const log = (...events: ReadonlyArray<DomainEvent>) => here.project(placed(events))

test('FILE-10, FILE-11: a file is its uploader’s, then of those who may read where it is shown, as long as it is', async () => {
  const message = sent(ada, 'a', 1, 'b')
  await log(registered('a'), registered('b'), uploaded('b'), ...channel)
  expect([await reads(ada, 'a'), await reads(bob, 'a')]).toEqual(['registered', 'FileNotFound'])
  await here.renew()
  const events = [registered('a'), uploaded('a'), registered('b'), uploaded('b'), ...channel, message]
  await log(...events)
  for (const name of ['a', 'b']) {
    expect(await reads(bob, name)).toBe('uploaded')
    expect(await reads(cleo, name)).toBe('FileNotFound')
  }
  await here.renew()
  await log(...events, changed(message, 'MessageEdited', 'a'))
  expect([await reads(bob, 'a'), await reads(bob, 'b')]).toEqual(['uploaded', 'FileNotFound'])
  await here.renew()
  await log(...events, changed(message, 'MessageDeleted'))
  expect([await reads(bob, 'a'), await reads(ada, 'a')]).toEqual(['FileNotFound', 'uploaded'])
  await here.renew()
  await log(...events, deleted('a'))
  expect([await reads(bob, 'a'), await reads(ada, 'a')]).toEqual(['FileNotFound', 'FileNotFound'])
})

test('FILE-11: what is public everybody of the tenant reads but guests', async () => {
  await log(registered('a', 'public'), uploaded('a'))
  expect([await reads(cleo, 'a'), await reads(cleo, 'a', true)]).toEqual(['uploaded', 'FileNotFound'])
  const elsewhere = { tenantId: 'other' as never, userId: ada }
  expect(await here.ask.answer(elsewhere, { type: 'file', fileId: idOf('a') })()).toMatchObject({
    left: { rejection: { _tag: 'FileNotFound' } },
  })
})

test('FILE-12: a file is shown where its uploader named it, and from there on by whoever is there', () => {
  const naming = (channel_id: string, sender_id: UserId) => ({ channel_id: channel_id as never, sender_id })
  const shown = (...namings: ReadonlyArray<ReturnType<typeof naming>>) => [
    ...shownIn(ada, namings, [naming('one', bob), naming('two', bob), naming('two', cleo)]),
  ]
  expect(shown(naming('two', cleo))).toEqual([])
  expect(shown(naming('two', bob), naming('one', ada))).toEqual(['one', 'two'])
  expect(shown(naming('three', cleo), naming('two', bob), naming('one', ada)).toSorted()).toEqual([
    'one',
    'three',
    'two',
  ])
})

test('FILE-20: what was not uploaded, and what no message names, is found once it is old, and nothing else', async () => {
  const names = async (seconds: number) => {
    const found = await here.ask.files.unreferred(at(seconds), 10)()
    return E.isRight(found) ? found.right.value.map(({ fileId }) => fileId) : found.left._tag
  }
  const message = sent(ada, 'shown', 1)
  await log(
    ...['shown', 'alone', 'gone'].flatMap((name) => [registered(name), uploaded(name)]),
    deleted('gone'),
    registered('never'),
    registered('picture', 'public'),
    uploaded('picture'),
    registered('later', 'network', 50),
    ...channel,
    message,
  )
  expect(await names(1)).toEqual([])
  expect(new Set(await names(10))).toEqual(new Set([idOf('alone'), idOf('never')]))
  const files = ['shown', 'gone', 'other'].map((name) => ({ tenantId: acme, fileId: idOf(name) }))
  expect(await here.ask.files.notDeleted(files)()).toMatchObject({
    right: { value: [{ fileId: idOf('shown') }] },
  })
  const since = (seconds: number) =>
    here.ask.files.registeredSince({ tenantId: acme, userId: ada }, at(seconds))()
  expect(await since(0)).toMatchObject({ right: { value: { files: 6, bytes: 600 } } })
  expect(await since(49)).toMatchObject({ right: { value: { files: 1, bytes: 100 } } })
})

test('RM-12: a file’s row for decisions is the one that folding its stream gives', async () => {
  const events = [registered('a'), uploaded('a'), deleted('a')]
  const source = rowSource({ pool: here.pool, schema })
  for (const length of [1, 2, 3]) {
    await here.renew()
    await log(...events.slice(0, length))
    const address = { kind: 'file', tenantId: acme, fileId: idOf('a') } as const
    const found = await source.load(address, [fileKey])()
    expect(found).toMatchObject({ right: { revision: length - 1 } })
    const row = E.isRight(found) ? found.right.rows.get(fileKey.text) : undefined
    expect(row).toEqual(stateAfter(events.slice(0, length)).get(fileKey.text))
  }
})

test('RM-2: Postgres comes to the same rows of files as memory, by batches of any size', async () => {
  const message = sent(ada, 'a', 1, 'b')
  const history = placed([
    registered('a'),
    ...channel,
    uploaded('a'),
    message,
    registered('b', 'public'),
    changed(message, 'MessageEdited', 'b'),
    deleted('a'),
    sent(bob, 'b', 2),
    { type: 'ChannelDeleted', ...inChannel(ada, 'end') },
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: history.length }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }),
      async (length, sizes) => {
        const events = history.slice(0, length)
        const expected = memoryTables(readModels)
        projectInMemory(readModels, expected, events)
        await here.renew()
        for (const batch of cut(events, sizes)) await here.project(batch)
        const stored = await readTables(database(here.pool, schema), schema, readModels)
        expect(tableDifferences(expected, stored)).toEqual([])
      },
    ),
    { numRuns: 12 },
  )
})
