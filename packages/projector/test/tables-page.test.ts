import { ownGeneration } from '@parley/projector'
import type { AnyTable } from '@parley/projection'
import { groups, otherGroups, streamPlaces } from '@parley/read-models'
import { expect, test } from 'vitest'

/** What each table holds, in a sentence; what each column is follows from its name and its type. */
const holds: Readonly<Record<string, string>> = {
  channels: 'Channels and conversations as they are now, and how far the stream of each is projected.',
  feeds: 'The feeds of each channel, with the last segment and message of each.',
  members: 'Memberships that stand, with the last segment of each feed when they joined.',
  people: 'Everybody who has been a member of any channel.',
  messages: 'Messages, deleted ones too, with what is known of the thread under each.',
  edits:
    'Where in its channel’s stream (`revision`) each message was written anew. What it said stands in the log alone.',
  feed_counts:
    'Of each 1,024 segments of a feed (`block`, from 0 on) how many were deleted, and the replies that stand.',
  sender_counts:
    'Of each 1,024 segments of a feed and each sender their messages that stand, and those of them that are replies.',
  reactions: 'Reactions that were not taken back; those of a deleted message are not shown to people.',
  mentions: 'Who is mentioned in which message, by name or as everybody in the channel.',
  pins: 'What is pinned in each channel, by whom and when.',
  bans: 'Who is banned from each channel, until when, by whom and why. Some may have ended by themselves.',
  mutes: 'Who is muted in each channel, until when, by whom and why. Some may have ended by themselves.',
  channel_mutes: 'Which channels are muted, until when, by whom and why. Some may have ended by themselves.',
  limits:
    'How much people may send in each channel, where that is limited for them, until when and by whom. Some may have ended by themselves.',
  channel_limits: 'How much each may send in which channels, likewise.',
  flags: 'Who flags which messages, why and since when.',
  flag_limits: 'By how many flags messages are deleted, in which channels.',
  rates: 'How much people have sent in each channel, counted together under the limit that held for them.',
  commands:
    'Commands that were carried out in a channel, by their author’s name for them, but for messages sent.',
  own_commands:
    'Commands for what is one person’s own that were carried out, by their author’s name for them in a channel, but for marks of reading.',
  notifications:
    'What each person chose to be notified of, in a feed, or (`*`) in all that have nothing of their own.',
  put_away:
    'The conversations that each person put away, with the last segment of each feed then; a later message brings one back.',
  delivered:
    'Up to where the messages of each feed have come to a device of each person’s; what was read has come, too.',
  receipts_kept: 'The channels of which each person keeps to themselves what they have read.',
  favourites: 'The channels among each person’s favourites.',
  drafts:
    'What each person writes in a feed, with the last segment of that then; a later message of theirs at the top of threads empties it.',
  files: 'Files, deleted ones too, and how far the stream of each is projected. Their bytes are elsewhere.',
  file_references:
    'Which messages name which files, deleted messages too: `file` what they are about, `thumbnail` a smaller picture of it.',
  inboxes: 'How far each person’s inbox is projected.',
  user_streams: 'How far what each person says of themselves is projected.',
  self_commands: 'Commands by which people said something of themselves, by their author’s name for them.',
  profiles:
    'What people say of themselves: what they are called, by which they are sorted (`folded_name`, their folded id where they say nothing), a picture, metadata.',
  statuses: 'What people say that they are at, perhaps until a moment, from which on it counts as not said.',
  cursors: 'How far each person has read each feed (`all`), the top of its threads (`top`), and each thread.',
  searchable_channels: 'How far each channel is projected for search.',
  searchable_messages:
    'By which words and parts of words each message that stands is found (`tokens`), and where, when and by whom it was sent (`marks`). Not what it says.',
  parked_streams: 'Streams of which nothing more is projected, with the event at which they were given up.',
  latest_event: 'The newest event that was projected, by which a log is known again.',
}

const columnsOf = (table: AnyTable): ReadonlyArray<string> =>
  Object.entries(table.columns).map(([name, { pg, codec }]) => {
    const part = table.key.includes(name) ? 'yes' : ''
    return `| \`${name}\` | ${pg === 'json-text' ? 'text' : pg} | ${part} | ${codec.is(null) ? 'yes' : ''} |`
  })

const sectionOf = (table: AnyTable): ReadonlyArray<string> => {
  const model = groups.flatMap((group) => group.readModels).find((one) => one.table.name === table.name)
  const stream = model?.stream === undefined ? undefined : `Made of the events of each ${model.stream.kind}.`
  const words =
    holds[table.name] ?? `(${table.name} is not described: packages/projector/test/tables-page.test.ts)`
  return [
    `## ${table.name}`,
    '',
    [words, stream].filter((each) => each !== undefined).join(' '),
    '',
    '| column | type | key | may be null |',
    '|---|---|---|---|',
    ...columnsOf(table),
    '',
  ]
}

const page = (): string =>
  [
    '# The tables of the read models',
    'For those who look into them with tools of their own. They are read and never written: what is written there by others',
    'is found by an audit and goes with the next build. Their names and columns may change with every version of Parley; a',
    'generation of another layout then lies beside, in a schema of its own ([spec/generations.md](spec/generations.md)).',
    '',
    'This page is made of the definitions of the tables by `pnpm vitest run packages/projector/test/tables-page.test.ts',
    '--update`, and a test holds it to them.',
    '',
    '## Where they are',
    '',
    'In the schema that is in use: `pnpm parley read-models status` names it, or',
    '',
    '```sql',
    'select schema from parley_control.pointers;',
    '```',
    '',
    'Where that has no row, it is the one of `parley_control.generations` whose `schema` is its `build`. Each question should',
    'read one schema in one transaction: what is in use may change between two.',
    '',
    'Times are texts in UTC (`2026-01-31T23:59:59.999Z`), which sort as the moments do. Texts sort byte by byte. A position is',
    'where an event is in the log, a revision where it is in its stream. `checkpoint` has one row, with the `position` up to',
    `which everything is projected. How far each stream is stands in ${streamPlaces.map(({ table }) => `\`${table.name}\``).join(' and ')}.`,
    '',
    ...ownGeneration().tables.flatMap(sectionOf),
    ...otherGroups.flatMap((group) => [
      `# The tables of ${group.name}`,
      `In a schema of its own, whose name begins with \`parley_${group.name}_\`, with a \`checkpoint\`, \`parked_streams\` and`,
      '`latest_event` as above.',
      '',
      ...group.readModels.flatMap(({ table }) => sectionOf(table)),
    ]),
  ].join('\n')

test('GEN-60: docs/read-models.md names every table with its columns, as they are defined', async () => {
  expect(page()).not.toContain('is not described')
  await expect(page()).toMatchFileSnapshot('../../../docs/read-models.md')
})
