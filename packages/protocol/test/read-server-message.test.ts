import { casesOf, type Shape, shapeOf } from '@parley/contract'
import { edges, replaced, valueOf } from '@parley/contract/testing'
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import { decodeServerMessage, readServerMessage, ServerFrame } from '../src/index.ts'
import * as scalars from '../src/sdk/scalars.ts'
import { checkedParts, scalarNames } from './description.ts'

/** The kinds that the unions of a codec know, by the field that says the kind. */
const kindsIn = (codec: object): ReadonlyMap<string, ReadonlySet<string>> => {
  const kinds = new Map<string, Set<string>>()
  const visit = (shape: Shape): void => {
    if (shape._tag === 'UnionType' && shape.tag !== undefined)
      for (const { tag } of casesOf(shape.types, shape.tag))
        kinds.set(shape.tag, (kinds.get(shape.tag) ?? new Set()).add(tag))
    if ('type' in shape) visit(shape.type)
    else if ('types' in shape) shape.types.forEach(visit)
    else if ('props' in shape) Object.values(shape.props).forEach(visit)
  }
  visit(shapeOf(codec))
  return kinds
}
const kinds = kindsIn(ServerFrame)

/** Whether something in a value is of a kind that is not known. */
const isOfLater = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).some(
    ([field, inner]) =>
      isOfLater(inner) || (typeof inner === 'string' && kinds.get(field)?.has(inner) === false),
  )

/** What the SDK reads is to be: the frames that the codec gives, or nothing where it refuses. */
const expected = (text: string): ReadonlyArray<ServerFrame> | null => {
  const decoded = decodeServerMessage(text)
  return E.isRight(decoded) ? decoded.right : null
}

test.each(ServerFrame.types.map((codec) => [codec.name, codec] as const))(
  'PROTO-30: the SDK reads of a frame what the codec does, and takes none with junk in it that the codec does not: %s',
  (_, codec) => {
    const broken = fc.tuple(valueOf(codec), fc.nat(), fc.oneof(fc.jsonValue(), fc.constantFrom(...edges)))
    fc.assert(
      fc.property(broken, ([frame, at, junk]) => {
        const texts = [frame, [frame, replaced(frame, at, junk)], { ...Object(frame), unknown: junk }]
        for (const text of texts.map((value) => JSON.stringify(value))) {
          const decoded = expected(text)
          const passes = decoded === null && isOfLater(JSON.parse(text))
          expect(passes ? decoded : readServerMessage(text)).toEqual(decoded)
        }
      }),
      { numRuns: 40 },
    )
  },
)

test.each([
  '',
  '{',
  '3',
  'null',
  '[[]]',
  '{}',
  '{"type":["unsubscribed"],"id":1}',
  '{"type":"unsubscribed","id":1,"__proto__":{"id":2}}',
  '{"type":"accepted","id":1,"revision":1,"position":1,"result":[]}',
  '{"type":"resync","channelIds":{"length":0}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
])('PROTO-30: both say the same of what is no frame, or more than one: %s', (text) => {
  expect(readServerMessage(text)).toEqual(expected(text))
})

test.each([...checkedParts(ServerFrame)])(
  'PROTO-30: the SDK checks what the codec does: %s',
  (name, codec) => {
    const word = Object.entries(scalars).find(([one]) => one === scalarNames[name])
    if (word === undefined || !(codec instanceof t.Type)) throw new Error(`${name} is checked by nothing`)
    const [, read] = word
    const takes = (value: unknown): boolean => {
      try {
        return Object.is(read(value), value)
      } catch {
        return false
      }
    }
    const near = fc.array(fc.constantFrom('a', '0', '-', '_', ' ', '\n', '\u0000', '🦜', '\ud800'), {
      maxLength: 5,
    })
    const values = fc.oneof(
      fc.constantFrom(...edges),
      valueOf(codec),
      near.map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.jsonValue(),
    )
    for (const edge of edges) expect([edge, takes(edge)]).toEqual([edge, codec.is(edge)])
    fc.assert(
      fc.property(values, (value) => takes(value) === codec.is(value)),
      { numRuns: 300 },
    )
  },
)

const channelId = '00000000-0000-4000-8000-000000000001'
const at = '2026-03-01T12:00:00.000Z'
const message = { channelId, revision: 3, position: 9, cause: { type: 'PollClosed', at, votes: 7 } }
const told = (...changes: ReadonlyArray<object>): string =>
  JSON.stringify({ type: 'updates', updates: [{ ...message, changes }] })

describe('PROTO-26: what a later version says passes', () => {
  test.each([
    '{"type":"weather","id":1}',
    '{"type":"constructor","id":1}',
    '{"type":"__proto__","id":1}',
    '[]',
  ])('a frame of another kind is left out: %s', (text) => {
    expect(readServerMessage(text)).toEqual([])
    expect(readServerMessage(`[${text},{"type":"unsubscribed","id":1}]`)).toEqual(
      text === '[]' ? null : [{ type: 'unsubscribed', id: 1 }],
    )
  })

  test('a rejection and an error are known by their kind, and answer what was asked', () => {
    const rejection = { _tag: 'TooManyPolls', most: 3 }
    expect(readServerMessage(JSON.stringify({ type: 'rejected', id: 4, rejection }))).toEqual([
      { type: 'rejected', id: 4, rejection: { _tag: 'TooManyPolls' } },
    ])
    const error = { _tag: 'QuotaExceeded', until: at }
    expect(readServerMessage(JSON.stringify({ type: 'error', id: 5, error }))).toEqual([
      { type: 'error', id: 5, error: { _tag: 'QuotaExceeded' } },
    ])
  })

  test.each([
    [{ kind: 'poll', text: 'Tea or coffee?', choices: [1] }, 'Tea or coffee?'],
    [{ kind: 'drawing', strokes: [] }, ''],
  ])('a body of another kind is told as a text: %j', (body, text) => {
    const patch = { body, editedAt: at }
    const [frame] = readServerMessage(told({ row: 'message', messageId: channelId, patch })) ?? []
    expect(frame).toMatchObject({
      updates: [{ changes: [{ patch: { body: { kind: 'text', text } } }] }],
    })
  })
})

test('PROTO-25: a row, a column, a field or a type of cause that is not known is passed over', () => {
  const place = { revision: 7, position: 9, channelId: '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11' }
  const cause = { type: 'PollClosed', at: '2026-01-31T23:59:59.999Z' }
  const [renamed, closed] = [
    { row: 'channel', patch: { name: 'Tea' } },
    { row: 'poll', pollId: 4, patch: { open: false } },
  ]
  const known = { ...place, cause, changes: [renamed] }
  const more = {
    ...known,
    hue: 3,
    cause: { ...cause, poll: 4 },
    changes: [closed, { ...renamed, patch: { name: 'Tea', hue: 3 }, hue: 3 }],
  }
  for (const read of [readServerMessage, expected]) {
    const frames = read(JSON.stringify({ type: 'updates', updates: [more, { ...known, changes: [closed] }] }))
    expect(frames).toEqual([{ type: 'updates', updates: [known, { ...known, changes: [] }] }])
    const none = read(JSON.stringify({ type: 'updates', updates: [{ ...known, changes: [{ patch: {} }] }] }))
    expect(none).toBeNull()
  }
})
