import * as E from 'fp-ts/lib/Either.js'
import { enterToChange } from '../channel/entry.ts'
import { channelKey } from '../channel/rows.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { isAtLeast } from '../membership/roles.ts'
import { memberKey } from '../membership/rows.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { doneKey, isDone } from '../streams/done-rows.ts'
import { MessageId } from '../values/ids.ts'
import type { MessageDeleted } from './events.ts'
import { messageFactsOf } from './message-facts.ts'
import { messageKey, messageOf } from './rows.ts'

/** MSG-8, MSG-9: a sender takes their message back, a moderator or above removes anybody's. */
export const DeleteMessage = channelCommand(
  'DeleteMessage',
  { messageId: MessageId },
  {
    reads: ({ by, commandId, messageId }) => [
      channelKey,
      memberKey(by),
      doneKey(commandId, by),
      messageKey(messageId),
    ],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enterToChange(rows, command.by)
      if (E.isLeft(entry)) return entry
      const { channel, role } = entry.right
      const { messageId } = command
      const message = messageOf(rows, messageId)
      if (message === undefined) return rejects({ _tag: 'MessageNotFound', messageId })
      if (message.senderId !== command.by) {
        if (channel.channelType === 'conversation') return rejects({ _tag: 'NotTheSender', messageId })
        if (!isAtLeast(role, 'moderator')) return rejects({ _tag: 'RoleTooLow', needs: 'moderator' })
      }
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
