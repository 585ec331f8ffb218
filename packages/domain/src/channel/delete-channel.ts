import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelDeleted } from './events.ts'

/** CH-16: an owner deletes the channel, archived or not, for good. */
export const DeleteChannel = channelCommand(
  'DeleteChannel',
  {},
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'deleteChannel')
      if (E.isLeft(entry)) return entry
      return makes<ChannelDeleted>({ type: 'ChannelDeleted', ...factsOf(command) })
    },
    adds: addsNobody,
  },
)
export type DeleteChannel = CommandOf<typeof DeleteChannel>
