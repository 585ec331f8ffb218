import * as E from 'fp-ts/lib/Either.js'
import type { ChannelEvent } from '../events/channel-event.ts'
import type { ChannelFacts } from '../events/facts.ts'
import type { MessageId } from '../ids.ts'
import type { Rejection } from '../rejections/rejection.ts'
import type { MessageRow } from './rows.ts'

/** What a command for a channel comes to: a rejection, or the events it makes. */
export type Decision = E.Either<Rejection, ReadonlyArray<ChannelEvent>>

/** Accepted, and nothing to do. */
export const nothing: Decision = E.right([])

/** The command makes these events, in this order. */
export const makes = (...events: ReadonlyArray<ChannelEvent>): Decision => E.right(events)

/** The command is turned down. */
export const rejects = (rejection: Rejection): E.Either<Rejection, never> => E.left(rejection)

/** What a command hands on to the events it makes. */
export const factsOf = (command: ChannelFacts): ChannelFacts => ({
  tenantId: command.tenantId,
  channelId: command.channelId,
  by: command.by,
  commandId: command.commandId,
  at: command.at,
})

/** What events about a message say of it. */
export const messageFactsOf = (messageId: MessageId, message: MessageRow) => ({
  messageId,
  senderId: message.senderId,
  feedId: message.feedId,
  segment: message.segment,
  parentId: message.parentId,
})
