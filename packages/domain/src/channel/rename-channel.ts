import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { sameText } from '../text/as-seen.ts'
import { TypedChannelName } from './channel-facts.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelRenamed } from './events.ts'

/** CH-9: an admin or owner gives the channel another name. */
export const RenameChannel = channelCommand(
  'RenameChannel',
  { name: TypedChannelName },
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'rename')
      if (E.isLeft(entry)) return entry
      if (sameText(entry.right.channel.name ?? '', command.name)) return nothing
      return makes<ChannelRenamed>({ type: 'ChannelRenamed', ...factsOf(command), name: command.name })
    },
    adds: addsNobody,
  },
)
export type RenameChannel = CommandOf<typeof RenameChannel>
