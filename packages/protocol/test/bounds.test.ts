import { maxFields, maxFirstMembers, type Shape, shapeOf } from '@parley/contract'
import { listOf } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import {
  ClientFrame,
  decodeClientFrame,
  idOfUnread,
  maxDepth,
  maxFrameBytes,
  maxSubscribe,
  maxUnsubscribe,
} from '../src/index.ts'

const channelId = '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11'
const create = (members: string): string =>
  `{"type":"command","command":{"type":"CreateChannel","commandId":"a","channelType":"private","name":"n","description":"","members":${members}},"id":7}`
const subscribe = (channels: string): string => `{"type":"subscribe","channels":${channels},"id":7}`
const unsubscribe = (channelIds: string): string => `{"type":"unsubscribe","channelIds":${channelIds},"id":7}`

const list = (item: string, length: number): string => `[${Array.from({ length }, () => item).join(',')}]`
/** A list that fills a frame, all but the room for what is around it. */
const full = (item: string): string => list(item, Math.floor((maxFrameBytes - 400) / (item.length + 1)))
const fields = (count: number): string => Array.from({ length: count }, (_, n) => `"k${n}":1`).join(',')

test('PROTO-16: a list ends with its first error, and its length is looked at before its items', () => {
  const looked: Array<unknown> = []
  const item = new t.Type<string>(
    'Item',
    (u): u is string => typeof u === 'string',
    (u, context) => {
      looked.push(u)
      return typeof u === 'string' ? t.success(u) : t.failure(u, context)
    },
    t.identity,
  )
  expect(listOf(item, 2).decode([1, 2, 3])).toMatchObject({ left: [{ value: [1, 2, 3] }] })
  expect(looked).toEqual([])
  const some = listOf(item, 4).decode(['a', 1, 2, 'b'])
  expect(E.isLeft(some) && some.left.map(({ value }) => value)).toEqual([1])
  expect(looked).toEqual(['a', 1])
  expect(listOf(item, 2).decode(['a', 'b'])).toEqual(E.right(['a', 'b']))
})

test.each([
  ['members that are none', list('1', maxFirstMembers), create, 'command.members.0', 'UserId'],
  ['members', full('1'), create, 'command.members', `at most ${maxFirstMembers}`],
  ['empty members', full('""'), create, 'command.members', `at most ${maxFirstMembers}`],
  ['members that are lists', full('[]'), create, 'command.members', `at most ${maxFirstMembers}`],
  ['members that are objects', full('{}'), create, 'command.members', `at most ${maxFields} fields`],
  ['watches that are none', list('{}', maxSubscribe), subscribe, 'channels.0.channelId', 'ChannelId'],
  ['watches', full('1'), subscribe, 'channels', `at most ${maxSubscribe}`],
  ['watches that are objects', full('{}'), subscribe, 'channels', `at most ${maxFields} fields`],
  ['channels that are none', list('1', maxUnsubscribe), unsubscribe, 'channelIds.0', 'ChannelId'],
  ['channels', full(`"${channelId}"`), unsubscribe, 'channelIds', `at most ${maxUnsubscribe}`],
] as const)(
  'PROTO-16: a frame full of them has one error, of its field: %s',
  (_, filled, frame, path, expected) => {
    const text = frame(filled)
    expect(decodeClientFrame(text)).toEqual(E.left({ id: 7, error: { _tag: 'BadFrame', path, expected } }))
    const decoded = ClientFrame.decode(JSON.parse(text))
    expect(E.isLeft(decoded) && decoded.left.length).toBe(1)
  },
)

test.each([
  ['in the frame', `{"type":"typing","id":7,${fields(12_000)}}`, /^k\d+$/],
  ['in the command', `{"type":"command","id":7,"command":{${fields(12_000)}}}`, /^command\.k\d+$/],
  ['in a list', `{"type":"subscribe","id":7,"channels":[{${fields(12_000)}}]}`, /^channels$/],
  ['under a long name', `{"id":7,"${'x'.repeat(9_000)}":{${fields(2_000)}}}`, /^x{64}\.k\d+$/],
])(
  'PROTO-17: a frame with thousands of fields is not read, and its error says where: %s',
  (_, text, path) => {
    expect(decodeClientFrame(text)).toEqual(
      E.left({
        id: 7,
        error: {
          _tag: 'BadFrame',
          path: expect.stringMatching(path),
          expected: `at most ${maxFields} fields`,
        },
      }),
    )
  },
)

test.each([
  ['objects', `{"id":7,"type":${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}}`, /^type(\.a){30,32}$/],
  ['lists', `{"id":7,"type":${'['.repeat(9_000)}${']'.repeat(9_000)}}`, /^type$/],
  ['of both, and no more than that', `{"id":7,"type":${'[{"a":'.repeat(300)}1${'}]'.repeat(300)}}`, /^type$/],
])('PROTO-27: a frame that is deeper than any that means something is not read: %s', (_, text, path) => {
  expect(decodeClientFrame(text)).toEqual(
    E.left({
      id: 7,
      error: { _tag: 'BadFrame', path: expect.stringMatching(path), expected: `at most ${maxDepth} deep` },
    }),
  )
})

test('PROTO-27: one that is as deep as may be is, and what a text looks like makes it no deeper', () => {
  const filled = `"x":"${'a'.repeat(2_000)}${'['.repeat(100)}"`
  const deep = (depth: number): string =>
    `{"type":"unsubscribe","id":1,"channelIds":[],${filled},"y":${'['.repeat(depth)}${']'.repeat(depth)}}`
  expect(decodeClientFrame(deep(maxDepth - 1))).toMatchObject({ right: { type: 'unsubscribe' } })
  expect(decodeClientFrame(deep(maxDepth))).toMatchObject({ left: { id: 1, error: { path: 'y' } } })
})

test.each([
  ['quotation marks', '\\"'.repeat(3_000)],
  ['backslashes', '\\\\'.repeat(3_000)],
  ['what looks like fields', '{:'.repeat(6_000)],
  ['a long text with one at its end', `${'a'.repeat(6_000)}\\\\\\"`],
])('PROTO-17: what stands in a text is no field: %s', (_, text) => {
  const frame = `{"type":"command","id":7,"command":{"type":"SendMessage","clientMessageId":"a","channelId":"${channelId}","feedId":"main","parentId":null,"body":{"kind":"text","text":"${text}"}}}`
  expect(decodeClientFrame(frame)).toMatchObject({ right: { type: 'command', id: 7 } })
})

test('PROTO-18: the id of a frame that is too large is found wherever it stands, and only there', () => {
  expect(idOfUnread(`{"id": 3 ,"x":${full('1')}}`)).toBe(3)
  expect(idOfUnread(`{"x":${full('{"id":1}')},"id":4}`)).toBe(4)
  expect(idOfUnread(`{"x":"\\"id\\":5","y":{"id":6}}`)).toBeUndefined()
  expect(idOfUnread(`[{"id":3}]`)).toBeUndefined()
  expect(idOfUnread(`{"id":"3"}`)).toBeUndefined()
  expect(idOfUnread(`{"id":-1}`)).toBeUndefined()
  expect(idOfUnread('{"id":99999999999999999}')).toBeUndefined()
})

test('PROTO-19: every text and every list that a client may send is bounded', () => {
  expect(unbounded(shapeOf(ClientFrame), 'frame')).toEqual([])
})

/** The places of a codec that take a text or a list of any length. */
const unbounded = (shape: Shape, path: string): ReadonlyArray<string> => {
  switch (shape._tag) {
    case 'StringType':
    case 'ArrayType':
    case 'ReadonlyArrayType':
    case 'KnownType':
      return [path]
    // A check around a text bounds it: that each does is what the tests of the names hold it to.
    case 'RefinementType':
      // What people attach is bounded in bytes and in depth: BODY-1.
      if (shape.name === 'Data' || shape.name === 'Metadata') return []
      return shape.type._tag === 'StringType' ? (takesMuch(shape) ? [path] : []) : unbounded(shape.type, path)
    case 'ExactType':
    case 'ReadonlyType':
    case 'TypedType':
    case 'ListType':
      return unbounded(shape.type, `${path}.${shape.name}`)
    case 'InterfaceType':
    case 'PartialType':
      return Object.entries(shape.props).flatMap(([key, inner]) => unbounded(inner, `${path}.${key}`))
    case 'DictionaryType':
      return [path, ...unbounded(shape.codomain, path)]
    case 'UnionType':
    case 'IntersectionType':
      return shape.types.flatMap((inner) => unbounded(inner, path))
    case 'LiteralType':
    case 'NumberType':
    case 'BooleanType':
    case 'NullType':
      return []
    default:
      return shape satisfies never
  }
}

/** Whether a checked text may be as long as a frame. */
const takesMuch = (shape: object): boolean =>
  ['a', '1', '🦜'].some((unit) => shape instanceof t.Type && shape.is(unit.repeat(maxFrameBytes / 2)))
