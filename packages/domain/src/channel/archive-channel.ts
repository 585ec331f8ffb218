import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelArchived } from './events.ts'

/** CH-10: an owner closes the channel: it is read, and no longer written. */
export const ArchiveChannel = channelCommand(
  'ArchiveChannel',
  {},
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'archive')
      if (E.isLeft(entry)) return entry
      return makes<ChannelArchived>({ type: 'ChannelArchived', ...factsOf(command) })
    },
    adds: addsNobody,
  },
)
export type ArchiveChannel = CommandOf<typeof ArchiveChannel>
