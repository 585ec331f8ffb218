import type { Client, UnnamedCommand } from '@parley/client'
import { mainFeed, type MessageId, type ReactionName, type UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'
import * as E from 'fp-ts/lib/Either.js'
import { aboutMessage, type Acts, deviceOf, inChannel, messageAt, rootOf } from './act.ts'
import type { World } from './world.ts'

const reactions = ['yes', 'no', 'tea'].map(sample.reactionName)

const begin = async (world: World, client: Client, command: UnnamedCommand): Promise<void> => {
  const answer = await client.command(command)
  const channelId = E.isRight(answer) ? answer.right.result.channelId : undefined
  if (channelId !== undefined && !world.channels.includes(channelId)) world.channels.push(channelId)
}

/** Sends, and drops what was turned down, as somebody does who has seen it. */
const say = async (
  { acknowledged }: World,
  client: Client,
  message: Omit<Parameters<Client['send']>[0], 'clientMessageId'>,
): Promise<void> => {
  const clientMessageId = sample.commandId(crypto.randomUUID())
  const sent = await client.send({ ...message, clientMessageId })
  if (E.isRight(sent)) {
    acknowledged.add(clientMessageId)
    return
  }
  client.discard(clientMessageId)
}

/** What people have done: much of it is accepted, some is turned down. */
export const asked: Acts<
  | 'send'
  | 'edit'
  | 'delete'
  | 'react'
  | 'unreact'
  | 'pin'
  | 'unpin'
  | 'read'
  | 'add'
  | 'remove'
  | 'join'
  | 'leave'
  | 'rank'
  | 'create'
  | 'converse'
  | 'rename'
  | 'describe'
  | 'archive'
> = {
  send: (world, { to, ...step }) =>
    inChannel(world, step, (client, channelId) => {
      const parent = to === null ? undefined : messageAt(world, channelId, to)
      const body = sample.text(world.word())
      return say(world, client, {
        channelId,
        body,
        ...(parent === undefined ? {} : { parentId: rootOf(parent) }),
      })
    }),
  edit: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) =>
      client.command({ type: 'EditMessage', channelId, messageId, body: sample.text(world.word()) }),
    ),
  delete: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) =>
      client.command({ type: 'DeleteMessage', channelId, messageId }),
    ),
  // Names that many give, and some that nobody gave before.
  react: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) =>
      client.command({
        type: 'AddReaction',
        channelId,
        messageId,
        name: reactions[step.name] ?? sample.reactionName(world.word()),
      }),
    ),
  unreact: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) => {
      const { userId } = deviceOf(world, step)
      const names = reactionsOf(world, messageId, userId)
      const name = names[step.name % names.length]
      return name === undefined
        ? undefined
        : client.command({ type: 'RemoveReaction', channelId, messageId, name })
    }),
  pin: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) =>
      client.command({ type: 'PinMessage', channelId, messageId }),
    ),
  unpin: (world, step) =>
    aboutMessage(world, step, (client, { channelId, messageId }) =>
      client.command({ type: 'UnpinMessage', channelId, messageId }),
    ),
  read: (world, step) =>
    aboutMessage(world, step, (client, message) => {
      const { channelId, segment } = message
      const part = { all: {}, top: { parentId: null }, thread: { parentId: rootOf(message) } }[step.part]
      return client.command({ type: 'MarkRead', channelId, feedId: mainFeed, segment, ...part })
    }),
  add: (world, step) =>
    inChannel(world, step, (client, channelId) =>
      client.command({ type: 'AddMember', channelId, userId: sample.userId(step.person) }),
    ),
  remove: (world, step) =>
    inChannel(world, step, (client, channelId) =>
      client.command({ type: 'RemoveMember', channelId, userId: sample.userId(step.person) }),
    ),
  join: (world, step) =>
    inChannel(world, step, (client, channelId) => client.command({ type: 'JoinChannel', channelId })),
  leave: (world, step) =>
    inChannel(world, step, (client, channelId) => client.command({ type: 'LeaveChannel', channelId })),
  rank: (world, { person, role, ...step }) =>
    inChannel(world, step, (client, channelId) =>
      client.command({ type: 'ChangeRole', channelId, userId: sample.userId(person), role }),
    ),
  create: (world, step) =>
    world.track(
      begin(world, deviceOf(world, step).client, {
        type: 'CreateChannel',
        channelType: step.type,
        name: sample.channelName(world.word()),
        description: sample.description(world.word()),
        members: [sample.userId(step.person)],
      }),
    ),
  converse: (world, step) =>
    world.track(
      begin(world, deviceOf(world, step).client, {
        type: 'OpenConversation',
        withUserId: sample.userId(step.person),
      }),
    ),
  rename: (world, step) =>
    inChannel(world, step, (client, channelId) =>
      client.command({ type: 'RenameChannel', channelId, name: sample.channelName(world.word()) }),
    ),
  describe: (world, step) =>
    inChannel(world, step, (client, channelId) =>
      client.command({ type: 'DescribeChannel', channelId, description: sample.description(world.word()) }),
    ),
  archive: (world, step) =>
    inChannel(world, step, (client, channelId) => client.command({ type: 'ArchiveChannel', channelId })),
}

/** What somebody reacted to a message with at some time, the latest first. */
const reactionsOf = (
  { readSide }: World,
  messageId: MessageId,
  userId: UserId,
): ReadonlyArray<ReactionName> =>
  readSide
    .happened()
    .flatMap(({ event }) =>
      event.type === 'ReactionAdded' && event.messageId === messageId && event.by === userId
        ? [event.name]
        : [],
    )
    .toReversed()
