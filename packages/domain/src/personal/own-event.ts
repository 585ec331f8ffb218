import { put, type RowChange, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import { derivedId } from '../values/derived-id.ts'
import type { ChannelId, CommandId } from '../values/ids.ts'

/** A command for one's own inbox that made an event, by its author's name for it in a channel: it is not carried out again. */
export interface OwnDoneRow {
  readonly kind: 'ownDone'
}

export const ownDoneRows: RowKind<OwnDoneRow, [channelId: ChannelId, commandId: CommandId]> = rowKind(
  'inbox',
  'ownDone',
  2,
)

interface Named {
  readonly channelId: ChannelId
  readonly commandId: CommandId
}

/** The key of a command that was carried out. */
export const ownDoneKey = ({ channelId, commandId }: Named) => ownDoneRows.key(channelId, commandId)

const row: OwnDoneRow = { kind: 'ownDone' }

/** The command of this event is carried out. */
export const ownDone = (event: Named): RowChange => put(ownDoneKey(event), row)

/** Whether this command made its event before. */
export const isOwnDone = (rows: Rows, command: Named): boolean =>
  rowAt(rows, ownDoneKey(command)) !== undefined

/** The id of an event of an inbox by its command's name in a channel, which makes one event. */
export const idByOwnCommand = (event: Named, stream: string): string =>
  derivedId('event', stream, 'own', event.channelId, event.commandId)
