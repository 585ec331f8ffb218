import * as t from 'io-ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { rowAt } from '../kit/row.ts'
import { ownCommand, ownFactsOf } from '../personal/own-command.ts'
import type { ReceiptsKept } from './events.ts'
import { keptKey } from './rows.ts'

/** RECEIPT-5: keep to oneself what one has read of a channel and what has come, or let its members know again. */
export const KeepReceipts = ownCommand(
  'KeepReceipts',
  { always: { kept: t.boolean }, perhaps: {} },
  {
    reads: ({ channelId }) => [keptKey(channelId)],
    decide: (command, rows) => {
      const { channelId, kept } = command
      if ((rowAt(rows, keptKey(channelId)) !== undefined) === kept) return nothing
      return makes<ReceiptsKept>({ type: 'ReceiptsKept', ...ownFactsOf(command), kept })
    },
  },
)
export type KeepReceipts = CommandOf<typeof KeepReceipts>
