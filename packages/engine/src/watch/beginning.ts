import type { Position, Rejection, Revision } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import type { Delta, LiveUpdate } from '@parley/live'
import type { ChannelSnapshot } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Watch } from '../live/watch.ts'
import type { SessionParts } from './parts.ts'

/** What a watch begins with; everything after its revision is held back, or comes. */
export type Beginning =
  | {
      readonly _tag: 'delta'
      /** What the client has already. */
      readonly after: Revision
      readonly revision: Revision
      readonly updates: ReadonlyArray<LiveUpdate>
    }
  | {
      readonly _tag: 'snapshot'
      readonly revision: Revision
      /** It shows everything up to this revision: others' events have one, and are not shown. */
      readonly upTo: number
      readonly snapshot: ChannelSnapshot
    }
  | { readonly _tag: 'rejected'; readonly rejection: Rejection }

/** What its client asks for, and what the read models say of its membership. */
export interface BeginningRequest {
  readonly watch: Watch
  /** The last revision that the client has; undefined: none. */
  readonly after: Revision | undefined
  /** The revision as of which it is a member; undefined: it is none. */
  readonly memberAt: Revision | undefined
  /** The position of the latest command that its session knows to be accepted. */
  readonly accepted: number
}

type Parts = Pick<SessionParts, 'live' | 'queries' | 'clock' | 'limits'>

/**
 * Reads what a watch begins with. The watch must hold updates back already: whatever this read does not see comes
 * after the moment at which the holding began.
 */
export const beginningOf = async (
  parts: Parts,
  request: BeginningRequest,
): Promise<E.Either<Unavailable, Beginning>> => {
  const delta = await deltaOf(parts, request)
  if (E.isLeft(delta)) return delta
  return delta.right === undefined ? snapshotOf(parts, request) : E.right(delta.right)
}

/** How the channel stands: no older than what is told of it from now on, and than what its session was told or did. */
const snapshotOf = async (
  { live, queries }: Parts,
  { watch, accepted }: BeginningRequest,
): Promise<E.Either<Unavailable, Beginning>> => {
  const { tenantId, userId, toldTo } = watch.client
  const { channelId } = watch.room
  const settled = await live.settled(tenantId, channelId)
  if (E.isLeft(settled)) return settled
  const { revision: end, position } = settled.right
  const atLeast = Math.max(position, accepted, toldTo) as Position
  // The snapshot knows better than we whether they may see it, and how to say no.
  const answer = await queries.snapshot({ tenantId, userId }, channelId, atLeast)()
  if (E.isLeft(answer)) {
    const error = answer.left
    return error._tag === 'QueryRejected'
      ? E.right({ _tag: 'rejected', rejection: error.rejection })
      : E.left(error)
  }
  const snapshot = answer.right.value
  const { revision } = snapshot
  if (revision < end) await live.lacks(tenantId, channelId, revision)
  return E.right({ _tag: 'snapshot', revision, upTo: Math.max(revision, end), snapshot })
}

/** What came since; undefined: a snapshot is the way. */
const deltaOf = async (
  parts: Parts,
  { watch, after, memberAt }: BeginningRequest,
): Promise<E.Either<Unavailable, Extract<Beginning, { _tag: 'delta' }> | undefined>> => {
  if (after === undefined || memberAt === undefined) return E.right(undefined)
  const { live, limits } = parts
  const { tenantId, userId } = watch.client
  const { channelId } = watch.room
  const wish = { after, memberAt, userId, events: limits.deltaUpdates, bytes: limits.deltaBytes }
  const read = (): Promise<E.Either<Unavailable, Delta>> => live.delta(tenantId, channelId, wish)
  let delta = await read()
  if (E.isRight(delta) && delta.right._tag === 'not-there') {
    // The client has seen a node that is further. If we do not get there, its revision is of no log that we know.
    const comes = await comesBy(parts, watch, after)
    if (E.isLeft(comes)) return comes
    if (!comes.right) return E.right(undefined)
    delta = await read()
  }
  if (E.isLeft(delta)) return delta
  if (delta.right._tag !== 'delta') return E.right(undefined)
  const { updates, end } = delta.right
  const settled = await live.settled(tenantId, channelId)
  if (E.isLeft(settled)) return settled
  // A log that is read behind of where it is followed would leave something out.
  const goesOn =
    settled.right.revision <= end.revision ||
    watch.held?.some(({ revision }) => revision === end.revision + 1) === true
  if (!goesOn || comesOrGoes(watch, end.revision)) return E.right(undefined)
  return E.right({ _tag: 'delta', after, revision: end.revision as Revision, updates })
}

/** Whether its person came or went by what is held of what the delta has: a snapshot knows better then. */
const comesOrGoes = ({ held = [], client }: Watch, upTo: number): boolean =>
  held.some(
    ({ event, revision }) =>
      revision <= upTo &&
      (event.type === 'MemberLeft' || event.type === 'MemberJoined') &&
      event.userId === client.userId,
  )

/** Whether a revision comes by while a watch holds; false after so many milliseconds. */
const comesBy = async (
  { live, clock, limits }: Parts,
  watch: Watch,
  revision: Revision,
): Promise<E.Either<Unavailable, boolean>> => {
  const settled = await live.settled(watch.client.tenantId, watch.room.channelId)
  if (E.isLeft(settled)) return settled
  if (settled.right.revision >= revision) return E.right(true)
  if (watch.ended || watch.overflowed) return E.right(false)
  return new Promise((resolve) => {
    const settle = (came: boolean): void => {
      cancel()
      watch.awaited = undefined
      resolve(E.right(came))
    }
    const cancel = clock.later(limits.catchUpWithin, () => settle(false))
    watch.awaited = { revision, come: () => settle(!watch.ended && !watch.overflowed) }
  })
}
