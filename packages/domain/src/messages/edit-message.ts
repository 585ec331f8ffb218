import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import { channelKey } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { memberKey } from '../membership/rows.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { doneKey, isDone } from '../streams/done-rows.ts'
import { MessageId } from '../values/ids.ts'
import { sameBody, TypedBody } from './body.ts'
import type { MessageEdited } from './events.ts'
import { messageFactsOf } from './message-facts.ts'
import { messageKey, messageOf } from './rows.ts'

/** MSG-6, MSG-10: a sender writes their message anew. */
export const EditMessage = channelCommand(
  'EditMessage',
  { messageId: MessageId, body: TypedBody },
  {
    reads: ({ by, commandId, messageId }) => [
      channelKey,
      memberKey(by),
      doneKey(commandId, by),
      messageKey(messageId),
    ],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'editOwn')
      if (E.isLeft(entry)) return entry
      const { messageId, body } = command
      const message = messageOf(rows, messageId)
      if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
      if (message.senderId !== command.by) return rejects({ _tag: 'NotTheSender', messageId })
      if (message.deleted) return rejects({ _tag: 'MessageIsDeleted', messageId })
      if (message.body !== null && sameBody(message.body, body)) return nothing
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
