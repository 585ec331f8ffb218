import fc from 'fast-check'
import type { ChannelId, FeedId, MessageId } from '../values/ids.ts'
import { mainFeed } from '../feeds/feed.ts'
import { conversationIdOf } from '../channel/channel-ids.ts'
import type { SaidBody } from '../messages/body.ts'
import type { Mentions } from '../mentions/mention.ts'
import { messageIdOf } from '../messages/message-id.ts'
import type { Intent, SoFar } from './intent.ts'
import { anyPersonal } from './personal-intents.ts'
import { arbitraryRole } from './arbitrary-values.ts'
import { ofType } from './of-type.ts'
import * as sample from './sample.ts'
import { namedChannelTypes } from '../permissions/types-with.ts'

/** The element at a number, however large; nothing of an empty list. */
export const pickFrom = <A>(list: ReadonlyArray<A>, n: number): A | undefined =>
  list[n % Math.max(1, list.length)]

export const anyNumber = fc.nat({ max: 999 })
export const anyPerson = fc.oneof(
  { weight: 2, arbitrary: fc.constant(sample.ada) },
  { weight: 5, arbitrary: fc.constantFrom(...sample.people) },
)
export const anyName = fc.constantFrom(sample.channelName('general'), sample.severalFeeds)
export const anyDescription = fc.constantFrom('', 'All that matters').map(sample.description)
const anyText = fc.constantFrom('good morning', 'what is new?', 'nothing much', 'see you').map(sample.text)
const anyBody: fc.Arbitrary<SaidBody> = fc.oneof(
  { weight: 9, arbitrary: anyText },
  { weight: 2, arbitrary: fc.constantFrom(sample.image, sample.place, sample.custom) },
)
const anyReaction = fc.constantFrom('👍', ':+1:', 'a:b').map(sample.reactionName)
const anyFeed = fc.oneof(
  { weight: 6, arbitrary: fc.constant(mainFeed) },
  { weight: 3, arbitrary: fc.constant(sample.side) },
  { weight: 1, arbitrary: fc.constant(sample.laterFeed) },
)
/** A feed where there may be several, and where there is one mostly that. */
const someFeed = fc.tuple(anyFeed, fc.nat({ max: 15 })).map(
  ([feedId, n]) =>
    (soFar: SoFar, channelId: ChannelId): FeedId =>
      n === 0 || soFar.withFeeds.has(channelId) ? feedId : mainFeed,
)

// Mostly one of the latest, so that people come back to the same message; now and then none.
const anyAge = fc.oneof(fc.nat({ max: 2 }), fc.nat({ max: 99 }))
const messageAt = (soFar: SoFar, channelId: ChannelId, age: number): MessageId =>
  (age > 95 ? undefined : pickFrom((soFar.sent.get(channelId) ?? []).toReversed(), age)) ?? sample.noMessage

const anyMetadata = fc.constantFrom({}, { order: 7 }, { 'of it': [null, 'tea'] }).map(sample.metadata)
const anyTags = fc.subarray(['new', 'Tea', 'ß']).map((tags) => tags.map(sample.tag))
const anyMentions: fc.Arbitrary<Mentions> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(anyPerson, { maxLength: 3 }).map((userIds) => [{ type: 'user' as const, userIds }]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('channel' as const, 'here' as const).map((type) => [{ type }]),
  },
)
/** What is said of a message beside what it says: mostly nothing. */
const anyBeside = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 2,
    arbitrary: fc.record(
      { metadata: anyMetadata, tags: anyTags, mentions: anyMentions },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
)

const sends: fc.Arbitrary<Intent> = fc
  .tuple(someFeed, fc.option(anyAge), anyBody, fc.nat({ max: 15 }), anyBeside)
  .map(([feedOf, answers, body, n, beside]) => (facts, soFar) => {
    const parentId = answers === null ? null : messageAt(soFar, facts.channelId, answers)
    const own = feedOf(soFar, facts.channelId)
    return {
      type: 'SendMessage',
      ...beside,
      ...facts,
      messageId: messageIdOf(facts.tenantId, facts.channelId, facts.by, facts.commandId),
      // Mostly where the message stands that it answers.
      feedId: parentId === null || n === 0 ? own : (soFar.feeds.get(parentId) ?? own),
      parentId,
      body,
    }
  })

const edits: fc.Arbitrary<Intent> = fc
  .tuple(anyAge, anyBody, anyBeside)
  .map(([n, body, beside]) => (facts, soFar) => ({
    type: 'EditMessage',
    ...beside,
    ...facts,
    messageId: messageAt(soFar, facts.channelId, n),
    body,
  }))

const deletes: fc.Arbitrary<Intent> = anyAge.map((n) => (facts, soFar) => ({
  type: 'DeleteMessage',
  ...facts,
  messageId: messageAt(soFar, facts.channelId, n),
}))

const reacts: fc.Arbitrary<Intent> = fc
  .tuple(fc.constantFrom('AddReaction', 'RemoveReaction'), anyAge, anyReaction)
  .map(([type, n, name]) => (facts, soFar) => ({
    type,
    ...facts,
    messageId: messageAt(soFar, facts.channelId, n),
    name,
  }))

// One that was made before, by whoever tried to.
const takesBack: fc.Arbitrary<Intent> = anyNumber.map((n) => (named, soFar) => {
  const made = pickFrom(ofType(soFar.commands, 'AddReaction'), n)
  const { channelId, messageId, name, by } = made ?? {
    ...named,
    messageId: sample.noMessage,
    name: sample.reactionName('👍'),
  }
  return { type: 'RemoveReaction', ...named, channelId, messageId, name, by }
})

const pins: fc.Arbitrary<Intent> = fc.nat({ max: 2 }).map((n) => (named, soFar) => ({
  type: 'PinMessage',
  ...named,
  messageId: messageAt(soFar, named.channelId, n),
}))

// Mostly by who tried to pin it before: few may.
const unpins: fc.Arbitrary<Intent> = anyNumber.map((n) => (named, soFar) => {
  const pinning = ofType(soFar.commands, 'PinMessage')
  const { channelId, messageId, by } = pickFrom(pinning, n) ?? { ...named, messageId: sample.noMessage }
  return { type: 'UnpinMessage', ...named, channelId, messageId, by }
})

const comesOrGoes: fc.Arbitrary<Intent> = fc
  .constantFrom('JoinChannel', 'LeaveChannel')
  .map((type) => (facts) => ({ type, ...facts }))

const addsOrRemoves: fc.Arbitrary<Intent> = fc
  .tuple(fc.constantFrom('AddMember', 'AddMember', 'RemoveMember'), anyPerson)
  .map(([type, userId]) => (facts) => ({ type, ...facts, userId }))

const ranks: fc.Arbitrary<Intent> = fc.tuple(anyPerson, arbitraryRole).map(([userId, role]) => (facts) => ({
  type: 'ChangeRole',
  ...facts,
  userId,
  role,
}))

const transfers: fc.Arbitrary<Intent> = anyPerson.map((userId) => (facts) => ({
  type: 'TransferOwnership',
  ...facts,
  userId,
}))

const renames: fc.Arbitrary<Intent> = anyName.map((name) => (facts) => ({
  type: 'RenameChannel',
  ...facts,
  name,
}))
const describes: fc.Arbitrary<Intent> = anyDescription.map((description) => (facts) => ({
  type: 'DescribeChannel',
  ...facts,
  description,
}))
const details: fc.Arbitrary<Intent> = fc
  .record(
    {
      metadata: anyMetadata,
      tags: anyTags,
      avatarFileId: fc.constantFrom(null, sample.fileId('a1')),
      isPublic: fc.boolean(),
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((changed) => (facts) => ({ type: 'ChangeDetails', ...facts, ...changed }))
const feedChanges: fc.Arbitrary<Intent> = fc
  .tuple(
    fc.constantFrom('CreateFeed', 'RenameFeed', 'DeleteFeed'),
    fc.constantFrom(sample.side, sample.laterFeed, mainFeed),
    fc.constantFrom('aside', 'beside').map(sample.feedName),
  )
  .map(([type, feedId, name]) => (facts) => ({ type, ...facts, feedId, name }))
const archives: fc.Arbitrary<Intent> = fc
  .constantFrom('ArchiveChannel' as const, 'UnarchiveChannel' as const)
  .map((type) => (facts) => ({ type, ...facts }))

const creates: fc.Arbitrary<Intent> = fc
  .tuple(fc.constantFrom(...namedChannelTypes), anyName, anyDescription, fc.boolean())
  .map(([channelType, name, description, fits]) => (facts) => ({
    type: 'CreateChannel',
    ...facts,
    channelType,
    name,
    description,
    members: [],
    // A channel that belongs to something and says not to what is none.
    ...(fits ? sample.relationsFor(channelType) : {}),
  }))

const opens: fc.Arbitrary<Intent> = anyPerson.map((withUserId) => (facts) => ({
  type: 'OpenConversation',
  ...facts,
  channelId: conversationIdOf(facts.tenantId, facts.by, withUserId),
  withUserId,
}))

const opensWith: fc.Arbitrary<Intent> = fc.array(anyPerson, { maxLength: 3 }).map((userIds) => (facts) => ({
  type: 'OpenConversationWith',
  ...facts,
  channelId: conversationIdOf(facts.tenantId, facts.by, ...userIds),
  userIds,
}))

const reads: fc.Arbitrary<Intent> = fc
  .tuple(someFeed, anyNumber, fc.constantFrom('all', 'top', 'thread'), anyNumber)
  .map(([feedOf, n, part, which]) => (facts, soFar) => {
    const sent = soFar.sent.get(facts.channelId) ?? []
    const parentId = part === 'thread' ? pickFrom(sent, which) : null
    return {
      type: 'MarkRead',
      ...facts,
      feedId: feedOf(soFar, facts.channelId),
      segment: sample.segment(n % (sent.length + 2)),
      ...(part === 'all' || parentId === undefined ? {} : { parentId }),
    }
  })

const repeats: fc.Arbitrary<Intent> = anyNumber.map((n) => (facts, soFar) => ({
  ...(pickFrom(soFar.commands, n) ?? { type: 'JoinChannel', ...facts }),
  at: facts.at,
}))

/** Any command there is, those more often that people give more often. */
export const weighedIntents: ReadonlyArray<fc.WeightedArbitrary<Intent>> = [
  { weight: 20, arbitrary: sends },
  { weight: 8, arbitrary: edits },
  { weight: 5, arbitrary: deletes },
  { weight: 10, arbitrary: reacts },
  { weight: 2, arbitrary: takesBack },
  { weight: 4, arbitrary: pins },
  { weight: 2, arbitrary: unpins },
  { weight: 8, arbitrary: comesOrGoes },
  { weight: 8, arbitrary: addsOrRemoves },
  { weight: 6, arbitrary: ranks },
  { weight: 1, arbitrary: transfers },
  { weight: 8, arbitrary: reads },
  { weight: 5, arbitrary: repeats },
  { weight: 2, arbitrary: renames },
  { weight: 2, arbitrary: describes },
  { weight: 2, arbitrary: details },
  { weight: 3, arbitrary: feedChanges },
  { weight: 2, arbitrary: fc.oneof(opens, opensWith) },
  { weight: 2, arbitrary: archives },
  { weight: 1, arbitrary: creates },
  { weight: 12, arbitrary: anyPersonal },
]
