import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { sameText } from '../text/as-seen.ts'
import { TypedDescription } from './channel-facts.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelDescribed } from './events.ts'

/** CH-9: an admin or owner says anew what the channel is about. */
export const DescribeChannel = channelCommand(
  'DescribeChannel',
  { description: TypedDescription },
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'describe')
      if (E.isLeft(entry)) return entry
      const { description } = command
      if (sameText(entry.right.channel.description, description)) return nothing
      return makes<ChannelDescribed>({ type: 'ChannelDescribed', ...factsOf(command), description })
    },
    adds: addsNobody,
  },
)
export type DescribeChannel = CommandOf<typeof DescribeChannel>
