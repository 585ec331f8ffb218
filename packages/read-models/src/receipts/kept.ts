import { publicRows } from '@parley/contract'
import { keptRows } from '@parley/domain'
import { markedChannels } from '../personal/marked-channels.ts'

/** The channels of which each person keeps to themselves what they have read. */
export const receiptsKeptModel = markedChannels('receipts_kept', {
  kind: 'receiptsKept',
  rows: keptRows,
  publicRow: publicRows.receiptsKept,
  marks: (event) => (event.type === 'ReceiptsKept' ? event.kept : undefined),
})
