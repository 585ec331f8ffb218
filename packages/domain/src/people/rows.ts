import type { Metadata } from '../details/values.ts'
import { put, type RowChange, type RowKind, rowAt, rowKind, type Rows } from '../kit/row.ts'
import type { FileId } from '../messages/bodies/parts.ts'
import type { CommandId } from '../values/ids.ts'
import type { Lasting } from '../values/lasting.ts'
import type { DisplayName, StatusText } from './values.ts'

/** What a person says of themselves for good; null: nothing. */
export interface ProfileRow {
  readonly kind: 'profile'
  readonly displayName: DisplayName | null
  readonly avatarFileId: FileId | null
  readonly metadata: Metadata | null
}

export const profileRows: RowKind<ProfileRow, []> = rowKind('user', 'profile', 0)

/** The key of a person's profile, in their own stream. */
export const profileKey = profileRows.key()

const noProfile: ProfileRow = { kind: 'profile', displayName: null, avatarFileId: null, metadata: null }

/** The profile of a person. */
export const profileOf = (rows: Rows): ProfileRow => rowAt(rows, profileKey) ?? noProfile

/** What a person says of themselves just now. Whether that is over, whoever reads it compares. */
export interface StatusRow extends Lasting {
  readonly kind: 'status'
  readonly text: StatusText
}

export const statusRows: RowKind<StatusRow, []> = rowKind('user', 'status', 0)

/** The key of a person's status, in their own stream. */
export const statusKey = statusRows.key()

/** A command about oneself that made an event, by its name: it is not carried out again. */
export interface SelfDoneRow {
  readonly kind: 'selfDone'
}

export const selfDoneRows: RowKind<SelfDoneRow, [commandId: CommandId]> = rowKind('user', 'selfDone', 1)

interface Named {
  readonly commandId: CommandId
}

const row: SelfDoneRow = { kind: 'selfDone' }

/** The key of a command that was carried out. */
export const selfDoneKey = ({ commandId }: Named) => selfDoneRows.key(commandId)

/** The command of this event is carried out. */
export const selfDone = (event: Named): RowChange => put(selfDoneKey(event), row)

/** Whether this command made its event before. */
export const isSelfDone = (rows: Rows, command: Named): boolean =>
  rowAt(rows, selfDoneKey(command)) !== undefined
