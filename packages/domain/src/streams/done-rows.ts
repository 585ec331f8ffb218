import { put, type RowChange, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { CommandId, UserId } from '../values/ids.ts'

/**
 * A command of the channel that made events, by its author's name for it: it is not carried out again. Sending has
 * none: its message row says the same.
 */
export interface DoneRow {
  readonly kind: 'done'
}

export const doneRows: RowKind<DoneRow, [commandId: CommandId, by: UserId]> = rowKind('channel', 'done', 2)

interface Named {
  readonly commandId: CommandId
  readonly by: UserId
}

/** The key of a command that was carried out, by its author's name for it. */
export const doneKey = (commandId: CommandId, by: UserId) => doneRows.key(commandId, by)

const row: DoneRow = { kind: 'done' }

/** The command of this event is carried out. */
export const done = ({ commandId, by }: Named): RowChange => put(doneKey(commandId, by), row)

/** Whether this command of this person made its events before. */
export const isDone = (rows: Rows, { commandId, by }: Named): boolean =>
  rowAt(rows, doneKey(commandId, by)) !== undefined
