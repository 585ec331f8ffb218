import type { ChannelRows } from '../channel/rows.ts'
import type { MarkRead } from '../commands/mark-read.ts'
import type { Decider } from '../decider.ts'
import type { InboxEvent } from '../events/inbox-event.ts'
import type { Rejection } from '../rejections/rejection.ts'
import { decideMarkRead, markReadReads } from './decide-mark-read.ts'
import { cursorKey, type InboxKey, type InboxStateRow, partOf } from './rows.ts'

/** A command for an inbox, with the rows of the channel it is about (`markReadReads(command).channel`). */
export interface InboxOrder {
  readonly command: MarkRead
  readonly channelRows: ChannelRows
}

/** The rules of an inbox's stream. */
export const inboxDecider: Decider<InboxOrder, InboxEvent, Rejection, InboxKey, InboxStateRow> = {
  reads: ({ command }) => markReadReads(command).inbox,
  decide: ({ command, channelRows }, rows) => decideMarkRead(command, rows, channelRows),
  touches: (event) => [cursorKey(event.channelId, event.feedId, partOf(event))],
  evolve: (_key, _row, event) => ({ kind: 'cursor', readTo: event.segment }),
}
