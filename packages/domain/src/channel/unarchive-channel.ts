import * as E from 'fp-ts/lib/Either.js'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import { enter, readsOfCommand } from './entry.ts'
import type { ChannelUnarchived } from './events.ts'

/** CH-14: an owner opens an archived channel again. */
export const UnarchiveChannel = channelCommand(
  'UnarchiveChannel',
  {},
  {
    reads: readsOfCommand,
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'unarchive')
      if (E.isLeft(entry)) return entry
      if (!entry.right.channel.archived) return nothing
      return makes<ChannelUnarchived>({ type: 'ChannelUnarchived', ...factsOf(command) })
    },
    adds: addsNobody,
  },
)
export type UnarchiveChannel = CommandOf<typeof UnarchiveChannel>
