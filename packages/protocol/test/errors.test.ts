import { expect, test } from 'vitest'
import { decodeClientFrame, decodeServerMessage, maxSubscribe } from '../src/index.ts'

const channelId = '0b0e4bb6-9a53-4e2a-8c1c-1d9d3b1a0c11'
const send = {
  type: 'SendMessage',
  clientMessageId: 'one',
  channelId,
  feedId: 'main',
  parentId: null,
  body: { kind: 'text', text: 'hi' },
}
const command = (changes: object): string =>
  JSON.stringify({ type: 'command', id: 7, command: { ...send, ...changes } })
const sayable =
  'one of "text", "action", "image", "video", "audio", "file", "location", "custom", "json", "imagemap"'

test('NAME-10 NAME-11 REACT-10: names come in one spelling from a frame, and what cannot be seen is none', () => {
  const rename = { type: 'RenameChannel', commandId: 'c', channelId }
  const read = (changes: object) =>
    decodeClientFrame(JSON.stringify({ type: 'command', id: 7, command: changes }))
  expect(read({ ...rename, name: ' Cafe\u0301 ' })).toMatchObject({ right: { command: { name: 'Café' } } })
  expect(read({ ...rename, name: '\u200b' })).toEqual({
    _tag: 'Left',
    left: bad('command.name', 'ChannelName', 7),
  })
  const react = { type: 'AddReaction', commandId: 'c', channelId, messageId: channelId }
  expect(read({ ...react, name: '👍\ufe0f' })).toMatchObject({ right: { command: { name: '👍' } } })
  expect(read({ ...react, name: '\ufe0f' })).toMatchObject({ left: bad('command.name', 'ReactionName', 7) })
  const open = { type: 'OpenConversation', commandId: 'c', withUserId: 'bo\u200b ' }
  expect(read(open)).toMatchObject({ right: { command: { withUserId: 'bo' } } })
})

test.each([
  ['not JSON', '{"type":', { error: { _tag: 'NotJson' } }],
  ['no text at all', '', { error: { _tag: 'NotJson' } }],
  ['a number', '3', { error: { _tag: 'BadFrame', path: '', expected: 'object' } }],
  ['a list', '[]', { error: { _tag: 'BadFrame', path: '', expected: 'object' } }],
  [
    'no type',
    '{"id":1}',
    {
      id: 1,
      error: {
        _tag: 'BadFrame',
        path: 'type',
        expected: 'one of "authenticate", "command", "query", "subscribe", "unsubscribe", "typing"',
      },
    },
  ],
  ['no id', '{"type":"unsubscribe","channelIds":[]}', bad('id', 'RequestId')],
  ['a negative id', '{"type":"unsubscribe","id":-1,"channelIds":[]}', bad('id', 'RequestId')],
  ['no command', '{"type":"command","id":2}', bad('command', 'object', 2)],
  ['an id of no channel', command({ channelId: 'general' }), bad('command.channelId', 'ChannelId', 7)],
  ['blank text', command({ body: { kind: 'text', text: ' ' } }), bad('command.body.text', 'MessageText', 7)],
  ['an unknown body', command({ body: { kind: 'poll' } }), bad('command.body.kind', sayable, 7)],
  [
    'a body that only the engine says',
    command({ body: { kind: 'system', code: 'a', args: {} } }),
    bad('command.body.kind', sayable, 7),
  ],
  [
    'data that is too large',
    command({ body: { kind: 'custom', data: { a: 'x'.repeat(16_384) } } }),
    bad('command.body.data', 'Data', 7),
  ],
  ['a body that is none', command({ body: 'hi' }), bad('command.body', 'object', 7)],
  ['a parent that is none', command({ parentId: 4 }), bad('command.parentId', '(MessageId | null)', 7)],
  [
    'a channel in a list',
    JSON.stringify({ type: 'subscribe', id: 3, channels: [{ channelId }, { channelId, after: -1 }] }),
    bad('channels.1.after', 'Revision', 3),
  ],
  [
    'too many channels',
    JSON.stringify({
      type: 'subscribe',
      id: 3,
      channels: Array.from({ length: maxSubscribe + 1 }, () => ({ channelId })),
    }),
    bad('channels', `at most ${maxSubscribe}`, 3),
  ],
  [
    'a page too long',
    JSON.stringify({ type: 'query', id: 3, query: { type: 'conversations', limit: 1_000 } }),
    bad('query.limit', 'Limit', 3),
  ],
] as const)('PROTO-4: an error names the field: %s', (_, text, expected) => {
  expect(decodeClientFrame(text)).toEqual({ _tag: 'Left', left: expected })
})

test('PROTO-4: an unknown command is told the names of those there are', () => {
  const frame = decodeClientFrame(command({ type: 'Explode' }))
  expect(frame).toMatchObject({ left: { id: 7, error: { _tag: 'BadFrame', path: 'command.type' } } })
  expect(JSON.stringify(frame)).toContain('MarkRead')
})

test.each([
  ['a NUL', '\u0000'],
  ['half of a pair', 'a \ud83e'],
  ['the other half', '\udd9c'],
])('PROTO-5: a text that no store could give back is turned away: %s', (_, search) => {
  const query = JSON.stringify({ type: 'query', id: 7, query: { type: 'browse', search } })
  expect(decodeClientFrame(query)).toEqual({
    _tag: 'Left',
    left: bad('query.search', 'text without NUL or half of a surrogate pair', 7),
  })
  const message = decodeClientFrame(command({ body: { kind: 'text', text: search } }))
  expect(message).toMatchObject({ left: { id: 7, error: { _tag: 'BadFrame', path: 'command.body.text' } } })
})

test('PROTO-5: an escaped whole pair is a character like any other', () => {
  const text = command({ body: { kind: 'text', text: 'PLACE' } }).replace('PLACE', '\\ud83e\\udd9c')
  expect(decodeClientFrame(text)).toMatchObject({ right: { command: { body: { text: '🦜' } } } })
})

test('PROTO-6: fields that the protocol does not know are left out', () => {
  const frame = decodeClientFrame(command({ tenantId: 'other', by: 'eve' }))
  expect(frame).toEqual({ _tag: 'Right', right: { type: 'command', id: 7, command: send } })
})

test('PROTO-4: of several frames, the error says which', () => {
  const frames = '[{"type":"unsubscribed","id":1},{"type":"unsubscribed","id":"x"}]'
  expect(decodeServerMessage(frames)).toEqual({
    _tag: 'Left',
    left: { _tag: 'BadFrame', path: '1.id', expected: 'RequestId' },
  })
})

function bad(path: string, expected: string, id?: number): object {
  const error = { _tag: 'BadFrame', path, expected }
  return id === undefined ? { error } : { id, error }
}

test.each(['Overloaded', 'RateLimited'] as const)('PROTO-15: %s says when to try again', (_tag) => {
  const answer = (error: object): string => JSON.stringify({ type: 'error', id: 3, error })
  const whole = answer({ _tag, retryAfter: 250 })
  expect(decodeServerMessage(whole)).toMatchObject({ right: [{ error: { _tag, retryAfter: 250 } }] })
  for (const retryAfter of [undefined, 0, -1, 1.5, '250'])
    expect(decodeServerMessage(answer({ _tag, retryAfter }))).toMatchObject({ left: { _tag: 'BadFrame' } })
})
