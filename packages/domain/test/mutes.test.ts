import { type ChannelEvent, type Command, mainFeed, type Until, type UserId } from '@parley/domain'
import { ada, at, bob, cleo, dan, eve, reactionName, text } from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { facts, messageId } from './facts.ts'
import { given, makes, nothing, rejects } from './given.ts'
import { channelOf, conversation, joined, left, mainCreated, reacted, sent } from './happened.ts'

const why = { until: null as Until, reason: null }
const mute = (by: UserId, userId: UserId, until: Until = null): Command => ({
  type: 'MuteMember',
  ...facts(by, 'mute'),
  ...why,
  userId,
  until,
})
const unmute = (by: UserId, userId: UserId): Command => ({
  type: 'UnmuteMember',
  ...facts(by, 'unmute'),
  userId,
})
const muteAll = (by: UserId, until: Until = null): Command => ({
  type: 'MuteChannel',
  ...facts(by, 'mute'),
  ...why,
  until,
})
const unmuteAll = (by: UserId): Command => ({ type: 'UnmuteChannel', ...facts(by, 'unmute') })

const muted = (by: UserId, userId: UserId, until: Until = null): ChannelEvent => ({
  type: 'MemberMuted',
  ...facts(by, 'mute'),
  ...why,
  userId,
  until,
})
const unmuted = (by: UserId, userId: UserId): ChannelEvent => ({
  type: 'MemberUnmuted',
  ...facts(by, 'unmute'),
  userId,
})
const mutedAll = (by: UserId, until: Until = null): ChannelEvent => ({
  type: 'ChannelMuted',
  ...facts(by, 'mute'),
  ...why,
  until,
})
const unmutedAll = (by: UserId): ChannelEvent => ({ type: 'ChannelUnmuted', ...facts(by, 'unmute') })

const team = [...channelOf('standard', { admin: bob, moderator: cleo, member: dan }), mainCreated]
const dans = sent(dan, 'tea', 1)
const talked = [...team, dans, reacted(dans, dan, '👍')]

/** All that somebody may say where Dan's message stands. */
const says = (by: UserId, when = at(1)): ReadonlyArray<Command> => {
  const named = { ...facts(by, 'say'), at: when }
  const sends = {
    type: 'SendMessage' as const,
    ...named,
    messageId: messageId(by, 'say'),
    feedId: mainFeed,
    body: text('hear me'),
  }
  return [
    { ...sends, parentId: null },
    { ...sends, parentId: dans.messageId },
    { type: 'EditMessage', ...named, messageId: dans.messageId, body: text('hear me') },
    { type: 'AddReaction', ...named, messageId: dans.messageId, name: reactionName('ship-it') },
  ]
}

test('MUTE-1: who may mute does so with whom they outrank, who stays a member', () => {
  for (const by of [ada, bob, cleo]) expect(given(...team).when(mute(by, dan))).toEqual(makes(muted(by, dan)))
  expect(given(...team).when(mute(dan, cleo))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
  expect(given(...conversation).when(mute(ada, bob))).toEqual(rejects({ _tag: 'ConversationStays' }))
  expect(given(...conversation).when(muteAll(ada))).toEqual(rejects({ _tag: 'ConversationStays' }))
})

test('MUTE-2: who is muted neither sends, replies, edits nor reacts, and is told until when', () => {
  const until = at(60)
  for (const command of says(dan)) {
    expect(given(...talked, muted(cleo, dan)).when(command)).toEqual(rejects({ _tag: 'Muted', until: null }))
    expect(given(...talked, muted(cleo, dan, until)).when(command)).toEqual(rejects({ _tag: 'Muted', until }))
    expect(given(...talked, muted(cleo, eve)).when(command)).toMatchObject({ _tag: 'Right' })
  }
})

test('MUTE-2: who is muted takes back what they said before', () => {
  const quiet = [...talked, muted(cleo, dan), mutedAll(cleo)]
  const about = { ...facts(dan, 'back'), messageId: dans.messageId }
  expect(given(...quiet).when({ type: 'DeleteMessage', ...about })).toMatchObject({
    right: [{ type: 'MessageDeleted' }],
  })
  expect(given(...quiet).when({ type: 'RemoveReaction', ...about, name: reactionName('👍') })).toMatchObject({
    right: [{ type: 'ReactionRemoved' }],
  })
})

test('MUTE-3: in a channel that is muted nobody says anything but who may mute, unless they are muted themselves', () => {
  const quiet = [...talked, mutedAll(cleo)]
  for (const command of says(dan))
    expect(given(...quiet).when(command)).toEqual(rejects({ _tag: 'ChannelIsMuted', until: null }))
  for (const by of [ada, bob, cleo])
    expect(given(...quiet).when(says(by)[0] as Command)).toMatchObject({ _tag: 'Right' })
  expect(given(...quiet, muted(bob, cleo)).when(says(cleo)[0] as Command)).toEqual(
    rejects({ _tag: 'Muted', until: null }),
  )
})

test('MUTE-4: leaving and coming back sheds no mute, and who is no member is muted too', () => {
  const back = [...talked, muted(cleo, dan), left(dan), joined(dan)]
  expect(given(...back).when(says(dan)[0] as Command)).toEqual(rejects({ _tag: 'Muted', until: null }))
  expect(given(...team).when(mute(cleo, eve))).toEqual(makes(muted(cleo, eve)))
})

test('MUTE-5: the same mute again is nothing to do, and one with another end takes its place', () => {
  const until = at(60)
  const quiet = [...team, muted(cleo, dan), mutedAll(cleo)]
  expect(given(...quiet).when(mute(bob, dan))).toEqual(nothing)
  expect(given(...quiet).when(muteAll(bob))).toEqual(nothing)
  expect(given(...quiet).when(mute(bob, dan, until))).toEqual(makes(muted(bob, dan, until)))
  expect(given(...quiet).when(muteAll(bob, until))).toEqual(makes(mutedAll(bob, until)))
})

test('MUTE-6, MOD-3: who may mute takes a mute back of whom they outrank, never their own', () => {
  const quiet = [...team, muted(ada, dan), muted(ada, cleo), mutedAll(ada)]
  expect(given(...quiet).when(unmute(cleo, dan))).toEqual(makes(unmuted(cleo, dan)))
  expect(given(...quiet).when(unmute(cleo, cleo))).toEqual(rejects({ _tag: 'OutranksYou', userId: cleo }))
  expect(given(...quiet).when(unmuteAll(cleo))).toEqual(makes(unmutedAll(cleo)))
  expect(given(...quiet).when(unmuteAll(dan))).toEqual(rejects({ _tag: 'RoleTooLow', needs: 'moderator' }))
  expect(given(...team).when(unmute(cleo, dan))).toEqual(nothing)
  expect(given(...team).when(unmuteAll(cleo))).toEqual(nothing)
  const [sends] = says(dan)
  expect(given(...quiet, unmuted(cleo, dan), unmutedAll(cleo)).when(sends as Command)).toMatchObject({
    right: [{ type: 'MessageSent' }],
  })
})

test('MOD-1, MOD-2: a mute ends by itself at its moment, and does not begin when that has passed', () => {
  const until = at(60)
  const quiet = [...talked, muted(cleo, dan, until), mutedAll(cleo, until)]
  for (const command of says(dan, at(59)))
    expect(given(...quiet).when(command)).toEqual(rejects({ _tag: 'Muted', until }))
  for (const command of says(dan, until))
    expect(given(...quiet).when(command)).toMatchObject({ _tag: 'Right' })
  expect(given(...quiet).when({ ...unmute(cleo, dan), at: until })).toEqual(nothing)
  expect(given(...quiet).when({ ...unmuteAll(cleo), at: until })).toEqual(nothing)
  for (const command of [mute(cleo, dan, at(1)), muteAll(cleo, at(1))])
    expect(given(...team).when(command)).toEqual(rejects({ _tag: 'AlreadyOver', until: at(1) }))
})
