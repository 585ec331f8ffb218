const began = Date.UTC(2024, 4, 1, 8)
const [ada, bo, cy, dan] = [
  '@ada:tea.example',
  '@bo:tea.example',
  '@cy:tea.example',
  '@dan:tea.example',
] as const

type Content = Readonly<Record<string, unknown>>

let second = 0
const event = (type: string, sender: string, content: Content, more: Content = {}) => {
  second += 1
  const facts = { type, sender, content, room_id: '!tea:tea.example', event_id: `$${second}` }
  return { ...facts, origin_server_ts: began + second * 1_000, ...more }
}
const state = (type: string, content: Content, key = '') => event(type, ada, content, { state_key: key })
const member = (who: string, membership: string, more: Content = {}) =>
  event('m.room.member', who, { membership, ...more }, { state_key: who })
const says = (who: string, body: string, more: Content = {}) =>
  event('m.room.message', who, { msgtype: 'm.text', body, ...more })
const relates = (to: Content) => ({ 'm.relates_to': to })
const reacts = (who: string, event_id: string, key: string) =>
  event('m.reaction', who, relates({ rel_type: 'm.annotation', event_id, key }))

/** The events of a room of our own making, with everything in it that a room may have. */
const messages = [
  /* $1 */ state('m.room.create', { creator: ada }),
  /* $2 */ member(ada, 'join', { displayname: 'Ada L.' }),
  /* $3 */ state('m.room.power_levels', { users: { [ada]: 100, [bo]: 50 } }),
  /* $4 */ state('m.room.name', { name: 'Tea' }),
  /* $5 */ state('m.room.topic', { topic: 'All about tea' }),
  /* $6 */ member(bo, 'invite'),
  /* $7 */ member(bo, 'join'),
  /* $8 */ says(ada, 'how long does it steep?', { 'm.mentions': { user_ids: [bo] } }),
  /* $9 */ says(
    bo,
    '> <@ada:tea.example> how long does it steep?\n\ntwo minutes',
    relates({ 'm.in_reply_to': { event_id: '$8' } }),
  ),
  /* $10 */ says(
    cy,
    'four',
    relates({ rel_type: 'm.thread', event_id: '$8', 'm.in_reply_to': { event_id: '$9' } }),
  ),
  /* $11 */ event('m.room.message', bo, { msgtype: 'm.emote', body: 'pours' }),
  /* $12 */ event('m.room.message', ada, {
    msgtype: 'm.image',
    body: 'a cup',
    filename: 'cup.png',
    url: 'mxc://tea.example/cup',
  }),
  /* $13 */ says(bo, '* three minutes', {
    'm.new_content': { msgtype: 'm.text', body: 'three minutes' },
    ...relates({ rel_type: 'm.replace', event_id: '$9' }),
  }),
  /* $14 */ reacts(ada, '$9', '👍'),
  /* $15 */ reacts(cy, '$9', '🍵'),
  /* $16 */ event('m.room.redaction', cy, {}, { redacts: '$15' }),
  /* $17 */ event('m.room.redaction', ada, { redacts: '$8' }),
  /* $18 */ event('m.room.message', cy, {}, { unsigned: { redacted_because: { sender: ada } } }),
  /* $19 */ state('m.room.pinned_events', { pinned: ['$12'] }),
  /* $20 */ event('m.room.message', cy, {
    msgtype: 'm.location',
    body: 'here',
    geo_uri: 'geo:52.5,-13.4;u=35',
  }),
  /* $21 */ says(dan, 'let me in'),
  /* $22 */ state('m.room.member', { membership: 'ban', reason: 'spam' }, dan),
  /* $23 */ state('m.room.member', { membership: 'leave' }, cy),
  /* $24 */ member(bo, 'leave'),
  /* $25 */ event('m.room.encrypted', ada, { algorithm: 'm.megolm' }),
  /* $26 */ state('m.room.avatar', { url: 'mxc://tea.example/a' }),
  /* $27 */ says(ada, ''),
  /* $28 */ says(ada, 'lost', relates({ 'm.in_reply_to': { event_id: '$99' } })),
  /* $29 */ reacts(ada, '$99', '👍'),
  /* $30 */ says(ada, 'final'),
  /* $31 */ {
    ...says(ada, 'changed'),
    unsigned: { 'm.relations': { 'm.replace': { event_id: '$98' } } },
  },
  { type: 'm.room.message', sender: ada, content: {} },
]

/** The same as Element writes it. */
export const teaRoom = JSON.stringify(
  { room_name: 'Tea', room_creator: 'Ada', topic: 'All about tea', exported_by: 'Ada', messages },
  null,
  2,
)

/** The line on which the nth (from 1) event of the room begins. */
export const lineOf = (nth: number): number =>
  teaRoom.slice(0, teaRoom.indexOf('"messages": [')).split('\n').length +
  messages.slice(0, nth - 1).reduce((sum, one) => sum + JSON.stringify(one, null, 2).split('\n').length, 1)
