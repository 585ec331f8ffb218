import type { PersonUpdate, PersonView } from '@parley/contract'
import { type Timestamp, type UserId, whileItHolds } from '@parley/domain'
import type { ClientState } from './client-state.ts'

type Known = Pick<ClientState, 'people'>

/** Somebody who says nothing of themselves, or of whom one may not know. */
export const whoSaysNothing = (userId: UserId): PersonView => ({
  userId,
  displayName: null,
  avatarFileId: null,
  metadata: null,
  status: null,
  revision: null,
})

/** A person after something that they said; undefined: something before it was missed. */
export const afterSaid = (view: PersonView, { revision, changes }: PersonUpdate): PersonView | undefined => {
  const before = view.revision ?? -1
  if (revision <= before) return view
  if (revision > before + 1) return undefined
  let after = { ...view, revision }
  for (const { row, put } of changes) {
    if (row === 'profile') after = { ...after, displayName: null, avatarFileId: null, metadata: null, ...put }
    if (row === 'status') after = { ...after, status: put ? { until: null, ...put } : null }
  }
  return after
}

/**
 * What somebody is called: by the display name that they gave themselves, or else by their id. Ask for them once with
 * `client.know`.
 */
export const nameOf = ({ people }: Known, userId: UserId): string => people.get(userId)?.displayName ?? userId

/**
 * What somebody says that they are at; undefined: nothing, or it is over.
 *
 * @param now The moment for which it is: what was said until a moment ends then.
 */
export const statusTextOf = ({ people }: Known, userId: UserId, now = new Date()): string | undefined =>
  whileItHolds(people.get(userId)?.status, now.toISOString() as Timestamp)?.text
