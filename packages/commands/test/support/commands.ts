import { channelIdOf, mainFeed, messageIdOf } from '@parley/domain'
import type { Command, ChannelId, MarkRead, MessageId, SendMessage, UserId } from '@parley/domain'
import * as sample from '@parley/domain/testing'

/** The commands that these tests are about: all of them for Ada's channel. */
const channelId: ChannelId = sample.adasChannel

const facts = (by: UserId, name: string) => ({
  tenantId: sample.acme,
  channelId,
  by,
  commandId: sample.commandId(name),
  at: sample.at(1),
})

export const create = (members: ReadonlyArray<UserId> = []): Command => ({
  type: 'CreateChannel',
  ...facts(sample.ada, 'create'),
  channelId: channelIdOf(sample.acme, sample.ada, sample.commandId('create')),
  channelType: 'standard',
  name: sample.channelName('general'),
  description: sample.description(''),
  members,
})

export const join = (by: UserId): Command => ({ type: 'JoinChannel', ...facts(by, `join ${by}`) })

export const leave = (by: UserId): Command => ({ type: 'LeaveChannel', ...facts(by, `leave ${by}`) })

export const idOf = (by: UserId, name: string): MessageId =>
  messageIdOf(sample.acme, channelId, by, sample.commandId(name))

export const send = (by: UserId, name: string, text = name): SendMessage => ({
  type: 'SendMessage',
  ...facts(by, name),
  messageId: idOf(by, name),
  feedId: mainFeed,
  parentId: null,
  body: sample.text(text),
})

export const edit = (by: UserId, name: string, messageId: MessageId, text: string): Command => ({
  type: 'EditMessage',
  ...facts(by, name),
  messageId,
  body: sample.text(text),
})

export const rename = (by: UserId, name: string, to: string): Command => ({
  type: 'RenameChannel',
  ...facts(by, name),
  name: sample.channelName(to),
})

export const markRead = (by: UserId, segment: number): MarkRead => ({
  type: 'MarkRead',
  ...facts(by, `read ${segment}`),
  feedId: mainFeed,
  segment: sample.segment(segment),
})
