import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { MessageId } from '../values/ids.ts'
import { messageFor, readsOfMessage } from './about-message.ts'
import { keepsKind, sameBody, TypedBody } from './body.ts'
import type { MessageEdited } from './events.ts'
import { messageFactsOf } from './message-facts.ts'
import type { MessageRejection } from './rejections.ts'

/** MSG-6, MSG-10, BODY-4: a sender writes their message anew. */
export const EditMessage = channelCommand(
  'EditMessage',
  { messageId: MessageId, body: TypedBody },
  {
    reads: readsOfMessage,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const found = messageFor(rows, command, 'editOwn')
      if (E.isLeft(found)) return found
      const message = found.right
      const { messageId, body } = command
      if (message.senderId !== command.by)
        return rejects<MessageRejection>({ _tag: 'NotTheSender', messageId })
      if (message.deleted) return rejects<MessageRejection>({ _tag: 'MessageIsDeleted', messageId })
      if (message.body !== null && sameBody(message.body, body)) return nothing
      if (message.body !== null && !keepsKind(message.body, body))
        return rejects<MessageRejection>({ _tag: 'KindStays' })
      return makes<MessageEdited>({
        type: 'MessageEdited',
        ...factsOf(command),
        ...messageFactsOf(messageId, message),
        body,
      })
    },
    adds: addsNobody,
  },
)
export type EditMessage = CommandOf<typeof EditMessage>
