import type { FeedEntry } from '@parley/change-feed'
import type { Rejection, Revision } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { ChannelSnapshot } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Watch } from '../live/watch.ts'
import type { SessionParts } from './parts.ts'

/** What a watch begins with; everything after its revision is held back, or comes. */
export type Beginning =
  | { readonly _tag: 'delta'; readonly revision: Revision; readonly entries: ReadonlyArray<FeedEntry> }
  | { readonly _tag: 'snapshot'; readonly revision: Revision; readonly snapshot: ChannelSnapshot }
  | { readonly _tag: 'rejected'; readonly rejection: Rejection }

/** What its client asks for, and what the read models say of its membership. */
export interface Wanted {
  readonly watch: Watch
  /** The last revision that the client has; undefined: none. */
  readonly after: Revision | undefined
  /** The revision as of which it is a member; undefined: it is none. */
  readonly memberAt: Revision | undefined
}

/**
 * Reads what a watch begins with. The watch must hold updates back already: whatever this read does not see comes
 * after the moment at which the holding began.
 */
export const beginningOf = async (
  parts: SessionParts,
  wanted: Wanted,
): Promise<E.Either<Unavailable, Beginning>> => {
  const delta = await deltaOf(parts, wanted)
  if (E.isLeft(delta)) return delta
  if (delta.right !== undefined) return E.right(delta.right)
  // The snapshot knows better than we whether they may see it, and how to say no.
  const { room, client } = wanted.watch
  const asker = { tenantId: client.tenantId, userId: client.userId }
  const answer = await parts.queries.snapshot(asker, room.channelId)()
  if (E.isRight(answer)) {
    const snapshot = answer.right.value
    return E.right({ _tag: 'snapshot', revision: snapshot.revision, snapshot })
  }
  const error = answer.left
  return error._tag === 'QueryRejected'
    ? E.right({ _tag: 'rejected', rejection: error.rejection })
    : E.left(error)
}

/** What came since; undefined: a snapshot is the way. */
const deltaOf = async (
  { feed, clock, limits }: SessionParts,
  { watch, after, memberAt }: Wanted,
): Promise<E.Either<Unavailable, Extract<Beginning, { _tag: 'delta' }> | undefined>> => {
  if (after === undefined || memberAt === undefined) return E.right(undefined)
  // The client has seen a node that is further. If we do not get there, its revision is of no log that we know.
  if (after > memberAt && !(await comesBy(watch, after, clock, limits.catchUpWithin)))
    return E.right(undefined)
  const { tenantId, channelId } = watch.room
  const delta = await feed.since(tenantId, channelId, after, limits.deltaUpdates)()
  if (E.isLeft(delta)) return delta
  const { entries, whole } = delta.right
  if (!whole) return E.right(undefined)
  const revision = entries.at(-1)?.revision ?? after
  // Who was no member all the while is told how the channel stands: what was taken back before they came is not
  // theirs to see, nor what follows where they have left after it was looked up.
  const { userId } = watch.client
  const cameOrWent = [...entries, ...(watch.held ?? [])].some(
    ({ event, revision: at }) =>
      (event.type === 'MemberLeft' || event.type === 'MemberJoined') &&
      event.userId === userId &&
      at > Math.min(after, memberAt) &&
      at <= revision,
  )
  return E.right(cameOrWent ? undefined : { _tag: 'delta', revision, entries })
}

/** Whether a revision comes by while a watch holds; false after so many milliseconds. */
const comesBy = async (
  watch: Watch,
  revision: Revision,
  clock: SessionParts['clock'],
  within: number,
): Promise<boolean> => {
  if ((watch.held?.at(-1)?.revision ?? -1) >= revision) return true
  if (watch.ended || watch.overflowed) return false
  return new Promise((resolve) => {
    const settle = (came: boolean): void => {
      cancel()
      watch.awaited = undefined
      resolve(came)
    }
    const cancel = clock.later(within, () => settle(false))
    watch.awaited = { revision, come: () => settle(!watch.ended && !watch.overflowed) }
  })
}
