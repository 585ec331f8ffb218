import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { ChannelNotificationMode } from '../personal/notification-mode.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelNotificationSet } from './events.ts'

/** NOTIFY-4: whoever may describe a channel says of what it notifies its members. */
export const SetChannelNotification = channelCommand(
  'SetChannelNotification',
  { mode: ChannelNotificationMode },
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'describe')
      if (E.isLeft(entry)) return entry
      const { mode } = command
      if (entry.right.channel.notification === mode) return nothing
      return makes<ChannelNotificationSet>({ type: 'ChannelNotificationSet', ...factsOf(command), mode })
    },
    adds: addsNobody,
  },
)
export type SetChannelNotification = CommandOf<typeof SetChannelNotification>
