import fc from 'fast-check'
import type { Command } from '../commands.ts'
import { mainFeed } from '../feeds/feed.ts'
import { messageIdOf } from '../messages/message-id.ts'
import type { MessageId, UserId } from '../values/ids.ts'
import * as sample from './sample.ts'

/** More people than a message names of those who reacted with one name. */
export const reactingPeople: ReadonlyArray<UserId> = [
  ...sample.people,
  ...['fay', 'gus', 'hal'].map(sample.userId),
]
const thumb = sample.reactionName('👍')
const names = [thumb, sample.reactionName('tea')]
const { acme, ada, adasChannel: channelId } = sample
const messageOf = (name: string): MessageId => messageIdOf(acme, channelId, ada, sample.commandId(name))
const messageIds = [messageOf('top'), messageOf('reply')]

const named = (by: UserId, name: string, at: number) => ({
  tenantId: acme,
  channelId,
  by,
  commandId: sample.commandId(name),
  at: sample.at(at),
})

/** Ada's channel with all of them in it, a message and a reply to it. */
const beginning: ReadonlyArray<Command> = [
  {
    type: 'CreateChannel',
    ...named(ada, 'create', 0),
    channelType: 'standard',
    name: sample.channelName('general'),
    description: sample.description(''),
    members: reactingPeople.filter((one) => one !== ada),
  },
  ...['top', 'reply'].map(
    (name, n): Command => ({
      type: 'SendMessage',
      ...named(ada, name, n + 1),
      messageId: messageOf(name),
      feedId: mainFeed,
      parentId: n === 0 ? null : messageOf('top'),
      body: sample.text(name),
    }),
  ),
]

/** All eight react to the message with one name, and the first takes it back: more are left than are named. */
export const everybodyReacted: ReadonlyArray<Command> = [
  ...beginning,
  ...[...reactingPeople, ada].map(
    (by, n): Command => ({
      type: n < reactingPeople.length ? 'AddReaction' : 'RemoveReaction',
      ...named(by, `c${n}`, beginning.length + n),
      messageId: messageOf('top'),
      name: thumb,
    }),
  ),
]

const what = fc.oneof(
  { weight: 75, arbitrary: fc.constant('AddReaction') },
  { weight: 24, arbitrary: fc.constant('RemoveReaction') },
  { weight: 1, arbitrary: fc.constant('DeleteMessage') },
)

/**
 * Eight people who react to two messages with two names, as `worldAfter` takes them: they come and go at the same ones
 * again and again, which histories of everything seldom have.
 */
export const arbitraryReacting = ({ maxLength = 60 } = {}): fc.Arbitrary<ReadonlyArray<Command>> =>
  fc
    .array(
      fc.record({
        type: what,
        by: fc.constantFrom(...reactingPeople),
        messageId: fc.constantFrom(...messageIds),
        name: fc.constantFrom(...names),
      }),
      { maxLength, size: 'max' },
    )
    .map((all) => [
      ...beginning,
      ...all.map(({ type, by, messageId, name }, n): Command => {
        const facts = named(type === 'DeleteMessage' ? ada : by, `c${n}`, beginning.length + n)
        return type === 'DeleteMessage' ? { type, ...facts, messageId } : { type, ...facts, messageId, name }
      }),
    ])
