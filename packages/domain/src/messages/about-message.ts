import * as E from 'fp-ts/lib/Either.js'
import { enter, type Entered, readsOfCommand } from '../channel/entry.ts'
import { lastSegmentOf } from '../channel/rows.ts'
import { rejects } from '../kit/decision.ts'
import type { RowKey, Rows } from '../kit/row.ts'
import type { Action } from '../permissions/tables.ts'
import type { Refusal } from '../permissions/refusal.ts'
import type { ChannelFacts } from '../streams/channel-stream.ts'
import type { MessageId } from '../values/ids.ts'
import type { MessageRejection } from './rejections.ts'
import { messageKey, messageOf, type MessageRow } from './rows.ts'

/** A command about a message that is there. */
export interface AboutMessage extends ChannelFacts {
  readonly messageId: MessageId
}

/** What every such command looks at. */
export const readsOfMessage = (command: AboutMessage): ReadonlyArray<RowKey> => [
  ...readsOfCommand(command),
  messageKey(command.messageId),
]

/** Lets in who may do something in a channel: `enter`, or stricter. */
type Entering<Rejected> = (rows: Rows, command: AboutMessage, action: Action) => E.Either<Rejected, Entered>

/**
 * The message, deleted or not, for who may do this in its channel. Rejects as `entering` does, and with MessageNotFound:
 * with its feed a message is gone (FEED-16).
 */
export const messageFor = <Rejected = Refusal>(
  rows: Rows,
  command: AboutMessage,
  action: Action,
  entering: Entering<Rejected | Refusal> = enter,
): E.Either<Rejected | Refusal | MessageRejection, MessageRow> => {
  const entry = entering(rows, command, action)
  if (E.isLeft(entry)) return entry
  const { messageId } = command
  const message = messageOf(rows, messageId)
  return message === undefined || lastSegmentOf(entry.right.channel, message.feedId) === undefined
    ? rejects<MessageRejection>({ _tag: 'MessageNotFound', messageId })
    : E.right(message)
}

/** As `messageFor`, and it must stand: rejects with MessageIsDeleted too. */
export const messageThatStands = <Rejected = Refusal>(
  rows: Rows,
  command: AboutMessage,
  action: Action,
  entering: Entering<Rejected | Refusal> = enter,
): E.Either<Rejected | Refusal | MessageRejection, MessageRow> => {
  const message = messageFor(rows, command, action, entering)
  return E.isRight(message) && message.right.deleted
    ? rejects<MessageRejection>({ _tag: 'MessageIsDeleted', messageId: command.messageId })
    : message
}
