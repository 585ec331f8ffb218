import { type ChannelEvent, type Command, Metadata, Tag, WireCommand } from '@parley/domain'
import { ada, adasChannel, bob, fileId, metadata, tag, text } from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, sent } from './happened.ts'

type Details = Omit<Extract<Command, { type: 'ChangeDetails' }>, 'type' | keyof ReturnType<typeof facts>>

const change = (details: Details, by = ada, name = 'change'): Command => ({
  type: 'ChangeDetails',
  ...facts(by, name),
  ...details,
})
const changed = (details: Details, name = 'change'): ChannelEvent => ({
  type: 'ChannelDetailsChanged',
  ...facts(ada, name),
  ...details,
})
const team = channelOf('standard', { member: bob })
const order = metadata({ order: 7 })

describe('the details of a channel', () => {
  test('DETAIL-1: are changed field by field, tags once each', () => {
    const tea = tag('tea')
    expect(given(...team).when(change({ metadata: order, tags: [tea, tea], isPublic: false }))).toEqual(
      makes(changed({ metadata: order, tags: [tea], isPublic: false })),
    )
    expect(given(...team).when(change({ avatarFileId: fileId('a') }))).toEqual(
      makes(changed({ avatarFileId: fileId('a') })),
    )
  })

  test('DETAIL-1: what is too large is refused, and the field named', () => {
    const wire = { type: 'ChangeDetails', commandId: 'c', channelId: adasChannel }
    const refused = (details: object) => E.isLeft(WireCommand.decode({ ...wire, ...details }))
    expect(refused({ metadata: { a: 'x'.repeat(8_184) } })).toBe(false)
    expect(refused({ metadata: { a: 'x'.repeat(8_185) } })).toBe(true)
    expect(refused({ tags: Array.from({ length: 33 }, (_, n) => `t${n}`) })).toBe(true)
    expect(refused({ tags: ['x'.repeat(65)] })).toBe(true)
    expect(Tag.is('x'.repeat(64)) && Metadata.is({})).toBe(true)
  })

  test('DETAIL-2: what is so already is nothing to do', () => {
    const was = [...team, changed({ metadata: order, isPublic: false }, 'first')]
    expect(given(...was).when(change({ metadata: order, isPublic: false }))).toEqual(nothing)
    expect(given(...team).when(change({ metadata: metadata({}), tags: [], avatarFileId: null }))).toEqual(
      nothing,
    )
    expect(given(...was).when(change({ metadata: metadata({}) }))).toEqual(
      makes(changed({ metadata: metadata({}) })),
    )
  })

  test('DETAIL-2: takes who may describe the channel', () => {
    expect(given(...team).when(change({ isPublic: false }, bob))).toEqual(
      rejects({ _tag: 'RoleTooLow', needs: 'admin' }),
    )
    expect(given(...conversation).when(change({ isPublic: false }))).toEqual(
      rejects({ _tag: 'ConversationStays' }),
    )
  })

  test('DETAIL-3: a hidden channel is in no list', () => {
    const hidden = channelOf('private')
    expect(given(...hidden).when(change({ isPublic: true }))).toEqual(rejects({ _tag: 'TypeIsNotListed' }))
    expect(given(...hidden).when(change({ isPublic: false }))).toEqual(makes(changed({ isPublic: false })))
  })
})

test('DETAIL-4: an edit changes the details of a message that it names, and leaves the others', () => {
  const was = { ...sent(ada, 'it', 1), metadata: order, tags: [tag('a')] }
  const edit = (details: object): Command => ({
    type: 'EditMessage',
    ...facts(ada, 'edit'),
    messageId: messageId(ada, 'it'),
    body: text('says it'),
    ...details,
  })
  const edited = (details: object): ChannelEvent => ({
    ...sent(ada, 'it', 1),
    ...facts(ada, 'edit'),
    type: 'MessageEdited',
    ...details,
  })
  expect(given(...team, was).when(edit({ metadata: order }))).toEqual(nothing)
  expect(given(...team, was).when(edit({ tags: [tag('b')] }))).toEqual(
    makes(edited({ metadata: order, tags: [tag('b')] })),
  )
  expect(given(...team, was).when(edit({ metadata: metadata({}), tags: [] }))).toEqual(makes(edited({})))
})
