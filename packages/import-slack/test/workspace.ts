import * as E from 'fp-ts/lib/Either.js'
import type { ExportFiles } from '../src/index.ts'

const message = (ts: string, more: Readonly<Record<string, unknown>>) => ({ type: 'message', ts, ...more })

/** An export of our own making with everything in it that one may have. */
export const teaHouse: Readonly<Record<string, unknown>> = {
  'users.json': [
    { id: 'UADA', name: 'ada', profile: { email: 'ada@tea.example' } },
    { id: 'UBO', name: 'bo', profile: {} },
    { id: 'UCY', name: 'cy', profile: {} },
    { id: 'UTWIN', name: 'bo', profile: {} },
  ],
  'channels.json': [
    {
      id: 'CTEA',
      name: 'tea',
      created: 1_700_000_000,
      is_archived: true,
      members: ['UADA', 'UBO'],
      topic: { value: 'Steeping times' },
      purpose: { value: 'All about tea' },
      pins: [
        { type: 'C', id: '1700000020.000000', created: 1_700_000_900 },
        { type: 'F', id: 'F1', created: 1_700_000_900 },
      ],
    },
  ],
  'groups.json': [{ id: 'GSECRET', name: 'secret', created: 1_700_000_000, members: ['UADA', 'UBO'] }],
  'dms.json': [
    { id: 'DADABO', created: 1_700_000_000, members: ['UADA', 'UBO'] },
    { id: 'DSELF', created: 1_700_000_000, members: ['UADA'] },
  ],
  'tea/2023-11-14.json': [
    message('1700000010.000000', { subtype: 'channel_join', user: 'UBO', text: '<@UBO> has joined' }),
    message('1700000020.000000', {
      user: 'UADA',
      text: 'How long does <https://tea.example/green|green tea> steep, <@UBO>? 2 &lt; 3 &amp; <!here>',
      reactions: [
        { name: 'tea', users: ['UBO', 'UCY'], count: 3 },
        { name: 'two words', users: ['UBO'], count: 1 },
      ],
    }),
    message('1700000030.000000', { user: 'UBO', text: 'two minutes', thread_ts: '1700000020.000000' }),
    message('1700000040.000000', { user: 'UBO', subtype: 'me_message', text: 'puts the kettle on' }),
    message('1700000050.000000', { user: 'UADA', subtype: 'channel_topic', topic: 'Black tea', text: 'set' }),
    message('1700000060.000000', { user: 'UADA', subtype: 'channel_name', name: 'tea', old_name: 'chai' }),
    message('1700000070.000000', {
      subtype: 'tombstone',
      user: 'USLACKBOT',
      text: 'This message was deleted.',
    }),
  ],
  'tea/2023-11-15.json': [
    message('1700050000.000000', {
      user: 'UCY',
      text: 'and black?',
      edited: { user: 'UCY', ts: '1700050001.000000' },
      files: [{ name: 'pot.png', permalink: 'https://files.example/pot.png' }],
    }),
    message('1700050010.000000', { user: 'UBO', text: 'five', thread_ts: '1700000070.000000' }),
    message('1700050020.000000', {
      subtype: 'message_changed',
      message: { user: 'UBO', ts: '1700000030.000000', text: 'two minutes, not more' },
    }),
    message('1700050030.000000', { subtype: 'message_deleted', deleted_ts: '1700050000.000000' }),
    message('1700050040.000000', {
      subtype: 'bot_message',
      bot_id: 'B1',
      username: 'ada',
      text: 'Kettle is on',
    }),
    message('1700050050.000000', { subtype: 'huddle_thread', user: 'UADA', text: 'A huddle' }),
    message('1700050060.000000', { user: 'UADA', text: '' }),
    { type: 'message', ts: 'yesterday', user: 'UADA', text: 'when?' },
  ],
  'secret/2023-11-14.json': [message('1700000010.000000', { user: 'UBO', text: 'psst' })],
  'DADABO/2023-11-14.json': [
    message('1700000010.000000', { user: 'UADA', text: 'hi' }),
    message('1700000020.000000', { user: 'UBO', text: 'hi back', thread_ts: '1700000010.000000' }),
  ],
  'integration_logs.json': [],
}

/** Files as an export has them. */
export const filesOf = (files: Readonly<Record<string, unknown>>): ExportFiles => ({
  names: Object.keys(files),
  read: async (name) =>
    name in files
      ? E.right(new TextEncoder().encode(JSON.stringify(files[name], null, 1)))
      : E.left('is not there'),
})
