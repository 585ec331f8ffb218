import { keptMetadata, Metadata } from '../details/values.ts'
import type { CommandOf } from '../kit/command.ts'
import { makes, nothing } from '../kit/decision.ts'
import { orNull } from '../kit/or-null.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { selfFactsOf, userCommand } from '../streams/user-command.ts'
import { sameValue } from '../values/same.ts'
import type { ProfileSet } from './events.ts'
import { profileKey, profileOf } from './rows.ts'
import { TypedDisplayName } from './values.ts'

/** PEOPLE-2: say what to be called, and what goes with that. What is left out stays; null takes it back. */
export const SetProfile = userCommand(
  'SetProfile',
  {
    always: {},
    perhaps: {
      displayName: orNull(TypedDisplayName),
      avatarFileId: orNull(FileId),
      metadata: orNull(Metadata),
    },
  },
  {
    reads: [profileKey],
    decide: (command, rows) => {
      const { displayName, avatarFileId, metadata } = profileOf(rows)
      const before = { displayName, avatarFileId, metadata }
      const after = {
        displayName: command.displayName === undefined ? before.displayName : command.displayName,
        avatarFileId: command.avatarFileId === undefined ? before.avatarFileId : command.avatarFileId,
        metadata: command.metadata === undefined ? before.metadata : keptMetadata(command.metadata),
      }
      if (sameValue(before, after)) return nothing
      return makes<ProfileSet>({ type: 'ProfileSet', ...selfFactsOf(command), ...after })
    },
  },
)
export type SetProfile = CommandOf<typeof SetProfile>
