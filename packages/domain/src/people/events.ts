import * as t from 'io-ts'
import { Metadata } from '../details/values.ts'
import type { EventOf } from '../kit/event.ts'
import { orNull } from '../kit/or-null.ts'
import { put, remove } from '../kit/row.ts'
import { FileId } from '../messages/bodies/parts.ts'
import { userEvent } from '../streams/user-stream.ts'
import { derivedId } from '../values/derived-id.ts'
import type { CommandId } from '../values/ids.ts'
import { Until } from '../values/until.ts'
import { profileKey, selfDone, statusKey } from './rows.ts'
import { DisplayName, StatusText } from './values.ts'

/** The id of an event about a person by their command's name, which makes one event. */
const idBySelf = ({ commandId }: { readonly commandId: CommandId }, stream: string): string =>
  derivedId('event', stream, 'self', commandId)

/**
 * Events about a person, by themselves. Each says the whole of what it is about, so that whoever has the latest has all.
 * What a former one said stays said: it was there for all to see.
 */
const about = { version: 1, upcasters: [], id: idBySelf, takesBack: undefined } as const

/** A person said what to be called, and what goes with that, wherever they are seen. */
export const ProfileSet = userEvent(
  'ProfileSet',
  {
    /** Null: they are called by their id. */
    displayName: orNull(DisplayName),
    avatarFileId: orNull(FileId),
    metadata: orNull(Metadata),
  },
  {
    ...about,
    says: {},
    rows: (event) => {
      const { displayName, avatarFileId, metadata } = event
      return [put(profileKey, { kind: 'profile', displayName, avatarFileId, metadata }), selfDone(event)]
    },
  },
)
export type ProfileSet = EventOf<typeof ProfileSet>

/** A person said what they are at just now, or that they say nothing any more. That it is over no event says. */
export const StatusSet = userEvent(
  'StatusSet',
  {
    /** Null: there is no status any more. */
    text: t.union([StatusText, t.null]),
    /** The moment from which on it counts as not said; null: it stays. */
    until: Until,
  },
  {
    ...about,
    says: { text: 'stays' },
    rows: (event) => {
      const { text, until } = event
      return [
        text === null ? remove(statusKey) : put(statusKey, { kind: 'status', text, until }),
        selfDone(event),
      ]
    },
  },
)
export type StatusSet = EventOf<typeof StatusSet>
