import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import type { RowKey } from '../kit/row.ts'
import {
  type AboutMessage,
  messageFor,
  messageThatStands,
  readsOfMessage,
} from '../messages/about-message.ts'
import type { MessageDeleted } from '../messages/events.ts'
import { messageFactsOf } from '../messages/message-facts.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { certain } from '../values/certain.ts'
import { CommandId, MessageId, UserId } from '../values/ids.ts'
import { ownPrefix } from '../values/own-names.ts'
import type { FlagsCleared, MessageFlagged, MessageUnflagged } from './flag-events.ts'
import { FlagCount, flagLimitKey, flagLimitOf, flagsKey, flagsOn, maxFlags } from './flag-rows.ts'
import { TypedReason } from './reason.ts'
import type { ModerationRejection } from './rejections.ts'

/** Who deletes what so many people flagged. */
const automod = certain(UserId, `${ownPrefix}automod`)

const reads = (command: AboutMessage): ReadonlyArray<RowKey> => [
  ...readsOfMessage(command),
  flagsKey(command.messageId),
]

/** FLAG-1 to FLAG-4: moderators' attention is drawn to a message of somebody else's, which goes by so many flags. */
export const FlagMessage = channelCommand(
  'FlagMessage',
  { messageId: MessageId, reason: TypedReason },
  {
    reads: (command) => [...reads(command), flagLimitKey],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const found = messageThatStands(rows, command, 'flag')
      if (E.isLeft(found)) return found
      const { messageId, reason, by } = command
      if (found.right.senderId === by)
        return rejects<ModerationRejection>({ _tag: 'MessageIsYours', messageId })
      const flags = flagsOn(rows, messageId)
      if (flags.has(by) || flags.size >= maxFlags) return nothing
      const facts = factsOf(command)
      const about = messageFactsOf(messageId, found.right)
      const flagCount = certain(FlagCount, flags.size + 1)
      const limit = flagLimitOf(rows)
      // Under a name of its own: that of the command is the flagger's, and this is told to all who watch.
      const deletes = { by: automod, commandId: certain(CommandId, `flags of ${messageId}`) }
      const deleted: ReadonlyArray<MessageDeleted> =
        limit === undefined || flagCount < limit
          ? []
          : [{ type: 'MessageDeleted', ...facts, ...deletes, ...about }]
      return makes<MessageFlagged | MessageDeleted>(
        { type: 'MessageFlagged', ...facts, ...about, flagCount, reason },
        ...deleted,
      )
    },
    adds: addsNobody,
  },
)
export type FlagMessage = CommandOf<typeof FlagMessage>

/** FLAG-5: who flagged a message takes that back. */
export const UnflagMessage = channelCommand(
  'UnflagMessage',
  { messageId: MessageId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const found = messageFor(rows, command, 'flag')
      if (E.isLeft(found)) return found
      const { messageId, by } = command
      const flags = flagsOn(rows, messageId)
      if (!flags.has(by)) return nothing
      return makes<MessageUnflagged>({
        type: 'MessageUnflagged',
        ...factsOf(command),
        ...messageFactsOf(messageId, found.right),
        flagCount: certain(FlagCount, flags.size - 1),
      })
    },
    adds: addsNobody,
  },
)
export type UnflagMessage = CommandOf<typeof UnflagMessage>

/** FLAG-5: who sees flags clears all those of a message. */
export const ClearFlags = channelCommand(
  'ClearFlags',
  { messageId: MessageId },
  {
    reads,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const found = messageFor(rows, command, 'seeFlags')
      if (E.isLeft(found)) return found
      const { messageId } = command
      const flags = flagsOn(rows, messageId)
      if (flags.size === 0) return nothing
      return makes<FlagsCleared>({
        type: 'FlagsCleared',
        ...factsOf(command),
        ...messageFactsOf(messageId, found.right),
        userIds: [...flags].toSorted(),
      })
    },
    adds: addsNobody,
  },
)
export type ClearFlags = CommandOf<typeof ClearFlags>
