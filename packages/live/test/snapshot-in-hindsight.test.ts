import { type Happened, seenWhole } from '@parley/contract/testing'
import {
  namesAChannel,
  type Command,
  mainFeed,
  messageIdOf,
  type Position,
  type Revision,
  type UserId,
} from '@parley/domain'
import {
  acme,
  ada,
  adasChannel,
  at,
  bob,
  channelName,
  commandId,
  description,
  reactionName,
  text,
  worldAfter,
} from '@parley/domain/testing'
import { expect, test } from 'vitest'
import { snapshotInHindsight } from '../src/snapshot-in-hindsight.ts'
import { updateOf } from '../src/update.ts'

const facts = (by: UserId, name: string) => ({
  tenantId: acme,
  channelId: adasChannel,
  by,
  commandId: commandId(name),
  at: at(1),
})
const messageIdFrom = (name: string) => messageIdOf(acme, adasChannel, ada, commandId(name))
const messageId = messageIdFrom('second')

const send = (name: string): Command => ({
  type: 'SendMessage',
  ...facts(ada, name),
  messageId: messageIdFrom(name),
  feedId: mainFeed,
  parentId: null,
  body: text(`the ${name} text`),
})
const react = (by: UserId, name: string): Command => ({
  type: 'AddReaction',
  ...facts(by, `react ${name}`),
  messageId,
  name: reactionName(name),
})

const before: ReadonlyArray<Command> = [
  {
    type: 'CreateChannel',
    ...facts(ada, 'create'),
    channelType: 'standard',
    name: channelName('The name'),
    description: description('The purpose'),
    members: [bob],
  },
  send('first'),
  send('second'),
  react(ada, 'yes'),
  react(bob, 'yes'),
  react(bob, 'no'),
]

const happened = (commands: ReadonlyArray<Command>): ReadonlyArray<Happened> =>
  worldAfter(commands).events.map((event, n) => ({
    event,
    revision: n as Revision,
    position: (n + 1) as Position,
  }))

/** What a snapshot that was read before a command shows, told once that command is known. */
const shown = (...commands: ReadonlyArray<Command>) => {
  const read = happened(before)
  const { conversation, messages } = seenWhole(read, adasChannel, ada)
  if (conversation === undefined) throw new Error('ada is no member')
  const later = happened([...before, ...commands]).slice(read.length)
  expect(later).toHaveLength(commands.length)
  const told = snapshotInHindsight(
    { conversation, messages },
    later.flatMap(({ event, ...place }) => (namesAChannel(event) ? [updateOf({ event, ...place })] : [])),
  )
  const { name, description: about } = told.conversation.channel
  return {
    channel: [name, about],
    preview: told.conversation.lastMessage?.body?.text,
    texts: told.messages.map(({ body }) => body?.text),
    reactions: told.messages.at(-1)?.reactions.map((one) => [one.name, ...one.userIds]),
  }
}

const whole = {
  channel: ['The name', 'The purpose'],
  preview: 'the second text',
  texts: ['the first text', 'the second text'],
  reactions: [
    ['no', bob],
    ['yes', ada, bob],
  ],
}

test('GW-102: a snapshot shows nothing of what was taken back since but reactions, and all that stands', () => {
  expect(shown()).toEqual(whole)
  expect(shown({ type: 'EditMessage', ...facts(ada, 'edit'), messageId, body: text('another') })).toEqual({
    ...whole,
    preview: undefined,
    texts: ['the first text', undefined],
  })
  expect(shown({ type: 'DeleteMessage', ...facts(ada, 'delete'), messageId })).toEqual({
    ...whole,
    preview: undefined,
    texts: ['the first text', undefined],
    reactions: [],
  })
  const takeBack = (name: string): Command => ({
    type: 'RemoveReaction',
    ...facts(bob, `take back ${name}`),
    messageId,
    name: reactionName(name),
  })
  // They are counted, and their removals, which come next and name them, count down.
  expect(shown(takeBack('yes'))).toEqual(whole)
  expect(shown(takeBack('no'))).toEqual(whole)
  const rename = (name: string): Command => ({
    type: 'RenameChannel',
    ...facts(ada, name),
    name: channelName(name),
  })
  const describe: Command = {
    type: 'DescribeChannel',
    ...facts(ada, 'describe'),
    description: description('Another'),
  }
  expect(shown(rename('Next'), describe, rename('Last'))).toEqual({ ...whole, channel: ['Last', 'Another'] })
})
