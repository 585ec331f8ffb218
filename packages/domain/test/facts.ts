import { type MessageId, messageIdOf, type UserId } from '@parley/domain'
import { acme, adasChannel, at, commandId } from '@parley/domain/testing'

/** What a command of somebody says, by their name for it, and what all events that it makes say too. */
export const facts = (by: UserId, name: string) => ({
  tenantId: acme,
  channelId: adasChannel,
  by,
  commandId: commandId(name),
  at: at(1),
})

/** The id of the message that somebody sends under this name. */
export const messageId = (by: UserId, name: string): MessageId =>
  messageIdOf(acme, adasChannel, by, commandId(name))
