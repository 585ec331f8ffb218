import {
  Body,
  certain,
  type ChannelEvent,
  type Command,
  keepsKind,
  mainFeed,
  sameBody,
  type SaidBody,
  TypedBody,
  type UserId,
  WireCommand,
} from '@parley/domain'
import * as samples from '@parley/domain/testing'
import { ada } from '@parley/domain/testing'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { archived, channelOf, sent } from './happened.ts'

const picture = {
  kind: 'image',
  fileId: 'a.b_c~d-1',
  name: 'cups.png',
  mimeType: 'image/png',
  size: 0,
}
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) })
const ofBytes = (bytes: number) => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) })

describe('BODY-1, BODY-2: what a body is made of', () => {
  test.each([
    picture,
    { ...picture, kind: 'video', thumbnailFileId: 't', width: 1, height: 2, durationMs: 3, text: 'cups' },
    { kind: 'location', latitude: -90, longitude: 180 },
    { kind: 'custom', data: ofBytes(16_384) },
    { kind: 'json', data: deep(16) },
    {
      kind: 'imagemap',
      fileId: 'f',
      areas: [{ x: 0, y: 0, width: 9, height: 9, link: 'https://a.example/b' }],
    },
  ])('is taken: $kind', (body) => {
    expect(TypedBody.decode(body)).toEqual(E.right(body))
    expect(Body.decode(body)).toEqual(E.right(body))
  })

  test.each([
    [{ ...picture, fileId: 'a/b' }],
    [{ ...picture, fileId: 'x'.repeat(129) }],
    [{ ...picture, name: 'a\nb' }],
    [{ ...picture, mimeType: 'Image/PNG' }],
    [{ ...picture, mimeType: 'image/png; a=b' }],
    [{ ...picture, size: -1 }],
    [{ ...picture, width: 1.5 }],
    [{ ...picture, text: ' ' }],
    [{ kind: 'location', latitude: 90.1, longitude: 0 }],
    [{ kind: 'location', latitude: Number.NaN, longitude: 0 }],
    [{ kind: 'location', latitude: 0, longitude: -181 }],
    [{ kind: 'custom', data: ofBytes(16_385) }],
    [{ kind: 'custom', data: { a: '日'.repeat(6_000) } }],
    [{ kind: 'custom', data: [] }],
    [{ kind: 'custom', data: 'text' }],
    [{ kind: 'custom', data: null }],
    [{ kind: 'custom', data: { a: Number.NaN } }],
    [{ kind: 'custom', data: { a: '\u0000' } }],
    [{ kind: 'custom', data: { '\ud800': 1 } }],
    [{ kind: 'json', data: deep(17) }],
    [
      {
        kind: 'imagemap',
        fileId: 'f',
        areas: Array.from({ length: 51 }, () => ({ x: 0, y: 0, width: 1, height: 1 })),
      },
    ],
    [
      {
        kind: 'imagemap',
        fileId: 'f',
        areas: [{ x: 0, y: 0, width: 1, height: 1, link: 'javascript:alert(1)' }],
      },
    ],
    [{ kind: 'poll', question: 'tea?' }],
  ])('is refused: %j', (body) => {
    expect(E.isLeft(TypedBody.decode(body))).toBe(true)
    expect(E.isLeft(Body.decode(body))).toBe(true)
  })

  test('a text of data that only looks like an escape is taken', () => {
    expect(E.isRight(Body.decode({ kind: 'json', data: { a: '\\u0000', b: '"\\ud800' } }))).toBe(true)
  })
})

test('BODY-3: a body is the same as itself, however its fields stand, and as it is written and read', () => {
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value)
        .toReversed()
        .map(([key, inner]) => [key, turned(inner)]),
    )
  }
  fc.assert(
    fc.property(samples.arbitraryBody, (body) => {
      const again = turned(JSON.parse(JSON.stringify(body)))
      expect(Body.is(again) && sameBody(body, again)).toBe(true)
    }),
  )
})

test.each([
  [
    { kind: 'custom', data: { a: 1 } },
    { kind: 'json', data: { a: 1 } },
  ],
  [
    { kind: 'custom', data: { a: 1 } },
    { kind: 'custom', data: { a: '1' } },
  ],
  [
    { kind: 'custom', data: { a: 1 } },
    { kind: 'custom', data: { a: 1, b: null } },
  ],
  [
    { kind: 'custom', data: { a: [] } },
    { kind: 'custom', data: { a: {} } },
  ],
  [
    { kind: 'custom', data: { a: [1, 2] } },
    { kind: 'custom', data: { a: [2, 1] } },
  ],
  [picture, { ...picture, text: 'cups' }],
])('BODY-3: %j is not %j', (one, other) => {
  expect(sameBody(samples.body(one), samples.body(other))).toBe(false)
})

const sentBy = (body: Body): ReadonlyArray<ChannelEvent> => [
  ...channelOf('standard'),
  { ...sent(ada, 'it', 1), body },
]
const edit = (body: SaidBody): Command => ({
  type: 'EditMessage',
  ...facts(ada, 'edit'),
  messageId: messageId(ada, 'it'),
  body,
})

describe('BODY-4: an edit keeps the kind', () => {
  const said = samples.body({ ...samples.image, text: 'cups' })

  test('another caption of a picture is an edit, the same picture is nothing to do', () => {
    expect(given(...sentBy(samples.image)).when(edit(said))).toEqual(
      makes({ ...sent(ada, 'it', 1), ...facts(ada, 'edit'), type: 'MessageEdited', body: said }),
    )
    expect(given(...sentBy(said)).when(edit(said))).toEqual(nothing)
  })

  test('a text in its place is KindStays', () => {
    expect(given(...sentBy(said)).when(edit(samples.text('cups')))).toEqual(rejects({ _tag: 'KindStays' }))
  })

  test('words stay words', () => {
    const action = samples.body({ kind: 'action', text: 'waves' })
    expect(keepsKind(samples.text('waves'), action)).toBe(true)
    expect(keepsKind(action, samples.text('waves'))).toBe(true)
    expect(keepsKind(action, samples.place)).toBe(false)
    expect(keepsKind(samples.custom, samples.body({ ...samples.custom, kind: 'json' }))).toBe(false)
  })
})

describe('BODY-5: what the engine says', () => {
  const notice = certain(Body, { kind: 'system', code: 'slow-mode', args: { seconds: 9 } })
  const automod = samples.userId('parley:automod')
  const says = (by: UserId): Command => ({
    type: 'SendMessage',
    ...facts(by, 'it'),
    messageId: messageId(by, 'it'),
    feedId: mainFeed,
    parentId: null,
    body: notice,
  })

  test.each(['private', 'broadcast', 'conversation'] as const)(
    'is sent by its rules, who are in no channel: %s',
    (type) => {
      expect(given(...channelOf(type)).when(says(automod))).toEqual(
        makes({ ...sent(automod, 'it', 1), body: notice }),
      )
    },
  )

  test('is MissingPermission from anybody else', () => {
    expect(given(...channelOf('standard')).when(says(ada))).toEqual(
      rejects({ _tag: 'MissingPermission', action: 'send' }),
    )
  })

  test('is said in no channel that is not there, or is archived', () => {
    expect(given().when(says(automod))).toEqual(rejects({ _tag: 'ChannelNotFound' }))
    expect(given(...channelOf('standard'), archived).when(says(automod))).toEqual(
      rejects({ _tag: 'ChannelIsArchived' }),
    )
  })

  test('is written by no client', () => {
    const wire = { type: 'SendMessage', clientMessageId: 'one', feedId: 'main', parentId: null }
    const to = { ...wire, channelId: samples.adasChannel }
    expect(E.isRight(WireCommand.decode({ ...to, body: samples.image }))).toBe(true)
    expect(E.isLeft(WireCommand.decode({ ...to, body: notice }))).toBe(true)
  })
})
