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

/** What somebody says that they are at just now. From the moment `until` on it counts as not said. */
export const StatusView = t.strict({ text: StatusText, until: orNull(Timestamp) }, 'StatusView')
export type StatusView = t.TypeOf<typeof StatusView>

/** A person, as they say themselves. What they did not say is null: they are called by their id then. */
export const PersonView = t.strict(
  {
    userId: UserId,
    displayName: orNull(DisplayName),
    avatarFileId: orNull(FileId),
    metadata: orNull(Metadata),
    status: orNull(StatusView),
    /** The revision of what they said; null: they said nothing. */
    revision: orNull(Revision),
  },
  'PersonView',
)
export type PersonView = t.TypeOf<typeof PersonView>
