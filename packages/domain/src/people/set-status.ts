import type { CommandOf } from '../kit/command.ts'
import { makes, nothing, rejects } from '../kit/decision.ts'
import { orNull } from '../kit/or-null.ts'
import { rowAt } from '../kit/row.ts'
import type { EndsInThePast } from '../personal/set-notification.ts'
import { selfFactsOf, userCommand } from '../streams/user-command.ts'
import { holdsAt } from '../values/lasting.ts'
import { Timestamp } from '../values/timestamp.ts'
import type { StatusSet } from './events.ts'
import { statusKey } from './rows.ts'
import { TypedStatusText } from './values.ts'

/** PEOPLE-3: say what one is at just now, for good or until a moment; null takes it back. */
export const SetStatus = userCommand(
  'SetStatus',
  { always: { text: orNull(TypedStatusText) }, perhaps: { until: Timestamp } },
  {
    reads: [statusKey],
    decide: (command, rows) => {
      const { text } = command
      // Who says nothing any more says nothing for good.
      const until = text === null ? null : (command.until ?? null)
      if (!holdsAt({ until }, command.at)) return rejects<EndsInThePast>({ _tag: 'EndsInThePast' })
      const before = rowAt(rows, statusKey) ?? { text: null, until: null }
      if (before.text === text && before.until === until) return nothing
      return makes<StatusSet>({ type: 'StatusSet', ...selfFactsOf(command), text, until })
    },
  },
)
export type SetStatus = CommandOf<typeof SetStatus>
