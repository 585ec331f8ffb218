import type { PersonView } from '@parley/contract'
import {
  DisplayName,
  FileId,
  Metadata,
  orNull,
  Revision,
  StatusText,
  Timestamp,
  UserId,
} from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'

/** A person as they are found: what they said, where they said anything. */
export const PersonFound = t.type(
  {
    user_id: UserId,
    display_name: orNull(DisplayName),
    avatar_file_id: orNull(FileId),
    metadata: orNull(Metadata),
    status: orNull(StatusText),
    until: orNull(Timestamp),
    revision: orNull(Revision),
  },
  'PersonFound',
)

/** The bytes that a person `r` takes in an answer, roughly. */
export const personBytes = sql`512 + coalesce(octet_length(r.metadata::text), 0)`

export const personView = (row: t.TypeOf<typeof PersonFound>): PersonView => ({
  userId: row.user_id,
  displayName: row.display_name,
  avatarFileId: row.avatar_file_id,
  metadata: row.metadata,
  status: row.status === null ? null : { text: row.status, until: row.until },
  revision: row.revision,
})
