import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { enter, readsOfCommand } from '../channel/entry.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { addsNobody, channelCommand } from '../streams/channel-command.ts'
import { factsOf } from '../streams/channel-stream.ts'
import { isDone } from '../streams/done-rows.ts'
import type { FlagLimitSet } from './flag-events.ts'
import { FlagLimit, flagLimitKey, flagLimitOf } from './flag-rows.ts'

/** FLAG-4: by how many flags messages are deleted; null: by none. */
export const SetFlagLimit = channelCommand(
  'SetFlagLimit',
  { limit: t.union([FlagLimit, t.null]) },
  {
    reads: (command) => [...readsOfCommand(command), flagLimitKey],
    decide: (command, rows) => {
      if (isDone(rows, command)) return nothing
      const entry = enter(rows, command, 'setLimits')
      if (E.isLeft(entry)) return entry
      const { limit } = command
      if ((flagLimitOf(rows) ?? null) === limit) return nothing
      return makes<FlagLimitSet>({ type: 'FlagLimitSet', ...factsOf(command), limit })
    },
    adds: addsNobody,
  },
)
export type SetFlagLimit = CommandOf<typeof SetFlagLimit>
