import * as E from 'fp-ts/lib/Either.js'
import { enter } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { lastSegmentOf } from '../channel/rows.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { MessageId } from '../values/ids.ts'
import { readsOfMessage } from './about-message.ts'
import type { MessageDeleted } from './events.ts'
import { messageFactsOf } from './message-facts.ts'
import type { MessageRejection } from './rejections.ts'
import { messageOf } from './rows.ts'

/** MSG-7, MSG-8, MSG-10: a sender takes their message back; others delete it where the rules let them. */
export const DeleteMessage = channelCommand(
  'DeleteMessage',
  { messageId: MessageId },
  {
    reads: readsOfMessage,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const { messageId } = command
      const message = messageOf(rows, messageId)
      const isOthers = message !== undefined && message.senderId !== command.by
      const entry = enter(rows, command, isOthers ? 'deleteAny' : 'deleteOwn')
      if (E.isLeft(entry)) {
        // Where nobody deletes what others said, it takes its sender.
        const isSenders = isOthers && entry.left._tag === 'MissingPermission'
        return isSenders ? rejects<MessageRejection>({ _tag: 'NotTheSender', messageId }) : entry
      }
      if (message === undefined || lastSegmentOf(entry.right.channel, message.feedId) === undefined)
        return rejects<MessageRejection>({ _tag: 'MessageNotFound', messageId })
      if (message.deleted) return nothing
      return makes<MessageDeleted>({
        type: 'MessageDeleted',
        ...factsOf(command),
        ...messageFactsOf(messageId, message),
      })
    },
    adds: addsNobody,
  },
)
export type DeleteMessage = CommandOf<typeof DeleteMessage>
