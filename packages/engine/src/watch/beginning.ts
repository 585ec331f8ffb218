import type { Person } from '@parley/auth'
import type { ChannelId, Position, Rejection, Revision } from '@parley/domain'
import type { Unavailable } from '@parley/event-store'
import { comesOrGoes, type Delta, type Live, type LiveUpdate } from '@parley/live'
import type { ChannelSnapshot, Queries } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'

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

/** A watch that is to begin: what comes of the channel is held back already. */
interface BeginningRequest {
  readonly channelId: ChannelId
  /** The last revision that the client has; undefined: none. */
  readonly after: Revision | undefined
  /** The revision as of which they are a member, by `memberships`; undefined: they are none. */
  readonly memberAt: Revision | undefined
  /** A snapshot is no older than this: what they were told, and what they did. */
  readonly atLeast: () => number
  /** The most events and bytes of a delta. */
  readonly events: number
  readonly bytes: number
  /** What has come and is held back. */
  readonly held: () => ReadonlyArray<LiveUpdate>
  /** Resolves with whether a revision comes by while it is held back; false where that takes too long. */
  readonly comesBy: (revision: Revision) => Promise<boolean>
}

/** What beginnings are read from. */
export interface BeginningParts {
  readonly live: Pick<Live, 'settled' | 'delta' | 'lacks'>
  readonly queries: Pick<Queries, 'snapshot' | 'refusal'>
}

/**
 * Reads what a watch begins with. Updates must be held back already: whatever this read does not see comes after the
 * moment at which the holding began.
 */
export const beginningOf = async (
  parts: BeginningParts,
  person: Person,
  request: BeginningRequest,
): Promise<E.Either<Unavailable, Beginning>> => {
  const refused = await refusalOf(parts, person, request)
  if (E.isLeft(refused)) return refused
  if (refused.right !== undefined) return E.right(refused.right)
  const delta = await deltaOf(parts, person, request)
  if (E.isLeft(delta)) return delta
  return delta.right === undefined ? snapshotOf(parts, person, request) : E.right(delta.right)
}

/** Whether it does not begin: what is no member's is asked first, since that costs a fraction of reading it. */
const refusalOf = async (
  { queries }: BeginningParts,
  { tenantId, userId }: Person,
  { channelId, memberAt, atLeast }: BeginningRequest,
): Promise<E.Either<Unavailable, Extract<Beginning, { _tag: 'rejected' }> | undefined>> => {
  if (memberAt !== undefined) return E.right(undefined)
  const answer = await queries.refusal({ tenantId, userId }, channelId, atLeast() as Position)()
  if (E.isLeft(answer)) return answer
  const rejection = answer.right.value
  return E.right(rejection === undefined ? undefined : { _tag: 'rejected', rejection })
}

/** How the channel stands: no older than what is told of it from now on, and than what they were told or did. */
const snapshotOf = async (
  { live, queries }: BeginningParts,
  { tenantId, userId }: Person,
  { channelId, atLeast }: BeginningRequest,
): Promise<E.Either<Unavailable, Beginning>> => {
  const settled = await live.settled(tenantId, channelId)
  if (E.isLeft(settled)) return settled
  const { revision: end, position } = settled.right
  // The snapshot knows better than we whether they may see it, and how to say no.
  const snapshotAt = Math.max(position, atLeast()) as Position
  const answer = await queries.snapshot({ tenantId, userId }, channelId, snapshotAt)()
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
  { live }: BeginningParts,
  { tenantId, userId }: Person,
  { channelId, after, memberAt, events, bytes, held, comesBy }: BeginningRequest,
): Promise<E.Either<Unavailable, Extract<Beginning, { _tag: 'delta' }> | undefined>> => {
  if (after === undefined || memberAt === undefined) return E.right(undefined)
  const read = (): Promise<E.Either<Unavailable, Delta>> =>
    live.delta(tenantId, channelId, { after, memberAt, userId, events, bytes })
  let delta = await read()
  if (E.isRight(delta) && delta.right._tag === 'not-there') {
    // The client has seen a node that is further. If we do not get there, its revision is of no log that we know.
    const settled = await live.settled(tenantId, channelId)
    if (E.isLeft(settled)) return settled
    if (settled.right.revision < after && !(await comesBy(after))) return E.right(undefined)
    delta = await read()
  }
  if (E.isLeft(delta)) return delta
  if (delta.right._tag !== 'delta') return E.right(undefined)
  const { updates, end } = delta.right
  const settled = await live.settled(tenantId, channelId)
  if (E.isLeft(settled)) return settled
  // A log that is read behind of where it is followed would leave something out.
  const goesOn =
    settled.right.revision <= end.revision || held().some(({ revision }) => revision === end.revision + 1)
  // Who came or went by what is held of what the delta has: a snapshot knows better then.
  const cameOrWent = held().some((one) => one.revision <= end.revision && comesOrGoes(one, userId))
  return E.right(
    goesOn && !cameOrWent ? { _tag: 'delta', after, revision: end.revision as Revision, updates } : undefined,
  )
}
