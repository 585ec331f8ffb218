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
export interface BeginningRequest {
  readonly channelId: ChannelId
  /** The last revision that the client has; undefined: none. */
  readonly after: Revision | undefined
  /** The revision as of which they are a member, by `memberships`; undefined: they are none. */
  readonly memberAt: Revision | undefined
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
  readonly live: Pick<Live, 'settled' | 'deltas' | 'lacks'>
  readonly queries: Pick<Queries, 'snapshots' | 'refusal'>
}

/** Who asks, and how far they have seen the log: a snapshot is no older than what they were told, and what they did. */
export interface BeginningFor {
  readonly person: Person
  readonly atLeast: () => number
}

/**
 * What was read of a watch that is to begin. `later`: nothing yet, since there was so much together with others, or since
 * others could be read and this one not.
 */
export type BeginningRead =
  | { readonly _tag: 'read'; readonly beginning: Beginning }
  | { readonly _tag: 'later'; readonly as: 'snapshot' }
  | { readonly _tag: 'later'; readonly as: 'delta'; readonly events: number | undefined }

type Read<A> = Promise<E.Either<Unavailable, A>>

/** What was found, by channel. */
type FoundBeginnings = ReadonlyMap<ChannelId, BeginningRead>

/**
 * Reads what watches begin with, all of them together, in the order of the requests. Updates must be held back already:
 * whatever this read does not see comes after the moment at which the holding began. At least one is read.
 */
export const beginningsOf = async (
  parts: BeginningParts,
  whose: BeginningFor,
  requests: ReadonlyArray<BeginningRequest>,
): Read<ReadonlyArray<BeginningRead>> => {
  const refusals = await refusalsOf(parts, whose, requests)
  const refused = E.getOrElse(() => nothing)(refusals)
  const isOpen = ({ channelId, memberAt }: BeginningRequest): boolean =>
    memberAt !== undefined || (E.isRight(refusals) && !refused.has(channelId))
  const open = requests.filter(isOpen)
  const deltas = await deltasOf(parts, whose, open)
  if (E.isLeft(deltas)) return deltas
  const others = open.filter(({ channelId }) => !deltas.right.has(channelId))
  const snapshots = await snapshotsOf(parts, whose, others)
  const found = new Map([...refused, ...deltas.right, ...E.getOrElse(() => nothing)(snapshots)])
  // What can be told does not wait for what can't be read.
  if (found.size === 0 && E.isLeft(refusals)) return refusals
  if (found.size === 0 && E.isLeft(snapshots)) return snapshots
  return E.right(requests.map(({ channelId }) => found.get(channelId) ?? { _tag: 'later', as: 'snapshot' }))
}

const nothing: FoundBeginnings = new Map()

/** Those that do not begin: what is no member's is asked first, since that costs a fraction of reading it. */
const refusalsOf = async (
  { queries }: BeginningParts,
  { person, atLeast }: BeginningFor,
  requests: ReadonlyArray<BeginningRequest>,
): Read<FoundBeginnings> => {
  const answers = await Promise.all(
    requests
      .filter(({ memberAt }) => memberAt === undefined)
      .map(async ({ channelId }): Read<readonly [ChannelId, Rejection | undefined]> => {
        const answer = await queries.refusal(person, channelId, atLeast() as Position)()
        return E.isLeft(answer) ? answer : E.right([channelId, answer.right.value])
      }),
  )
  const all = E.sequenceArray(answers)
  if (E.isLeft(all)) return all
  const found = new Map<ChannelId, BeginningRead>()
  for (const [channelId, rejection] of all.right)
    if (rejection !== undefined) found.set(channelId, read({ _tag: 'rejected', rejection }))
  return E.right(found)
}

const read = (beginning: Beginning): BeginningRead => ({ _tag: 'read', beginning })

/** How channels stand: no older than what is told of them from now on, and than what they were told or did. */
const snapshotsOf = async (
  { live, queries }: BeginningParts,
  { person, atLeast }: BeginningFor,
  requests: ReadonlyArray<BeginningRequest>,
): Read<FoundBeginnings> => {
  const { tenantId } = person
  const ends = new Map<ChannelId, number>()
  let position = atLeast()
  for (const { channelId } of requests) {
    const settled = await live.settled(tenantId, channelId)
    if (E.isLeft(settled)) return settled
    ends.set(channelId, settled.right.revision)
    position = Math.max(position, settled.right.position)
  }
  const beginnings = new Map<ChannelId, BeginningRead>()
  if (ends.size === 0) return E.right(beginnings)
  // The snapshot knows better than we whether they may see it, and how to say no.
  const snapshotAt = Math.max(position, atLeast()) as Position
  const answer = await queries.snapshots(person, [...ends.keys()], snapshotAt)()
  if (E.isLeft(answer)) return answer
  for (const [channelId, begun] of answer.right.value) {
    if (begun._tag === 'rejected') {
      beginnings.set(channelId, read(begun))
      continue
    }
    const { snapshot } = begun
    const { revision } = snapshot
    const end = ends.get(channelId) ?? -1
    if (revision < end) await live.lacks(tenantId, channelId, revision)
    beginnings.set(channelId, read({ _tag: 'snapshot', revision, upTo: Math.max(revision, end), snapshot }))
  }
  return E.right(beginnings)
}

/** What came since, of those of which it can be told; of the others a snapshot is the way. */
const deltasOf = async (
  { live }: BeginningParts,
  { person }: BeginningFor,
  requests: ReadonlyArray<BeginningRequest>,
): Read<FoundBeginnings> => {
  if (requests.length === 0) return E.right(nothing)
  const { tenantId, userId } = person
  const asked = requests.map(({ channelId, after, memberAt, events, bytes }) => ({
    channelId,
    since:
      after === undefined || memberAt === undefined ? undefined : { after, memberAt, userId, events, bytes },
  }))
  const found = await live.deltas(tenantId, asked)
  const deltas = await Promise.all(
    requests.map(async (request, n): Read<BeginningRead | undefined> => {
      const delta = found[n]
      const again = asked[n]
      if (delta === undefined || again === undefined) return E.right(undefined)
      if (E.isLeft(delta) || delta.right._tag !== 'not-there')
        return deltaBeginning(live, person, request, delta)
      // The client has seen a node that is further. If we do not get there, its revision is of no log that we know.
      const settled = await live.settled(tenantId, request.channelId)
      if (E.isLeft(settled)) return settled
      const { after } = request
      if (after === undefined || (settled.right.revision < after && !(await request.comesBy(after))))
        return E.right(undefined)
      const [anew = delta] = await live.deltas(tenantId, [again])
      return deltaBeginning(live, person, request, anew)
    }),
  )
  const all = E.sequenceArray(deltas)
  if (E.isLeft(all)) return all
  const byChannel = new Map<ChannelId, BeginningRead>()
  for (const [n, { channelId }] of requests.entries()) {
    const one = all.right[n]
    if (one !== undefined) byChannel.set(channelId, one)
  }
  return E.right(byChannel)
}

/** What a watch begins with, by the delta that was read; undefined: a snapshot is the way. */
const deltaBeginning = async (
  live: BeginningParts['live'],
  { tenantId, userId }: Person,
  { channelId, after, held }: BeginningRequest,
  delta: E.Either<Unavailable, Delta>,
): Read<BeginningRead | undefined> => {
  if (E.isLeft(delta)) return delta
  const { right: found } = delta
  if (found._tag === 'not-read') return E.right({ _tag: 'later', as: 'delta', events: found.events })
  if (found._tag !== 'delta' || after === undefined) return E.right(undefined)
  const { updates, end } = found
  const settled = await live.settled(tenantId, channelId)
  if (E.isLeft(settled)) return settled
  // A log that is read behind of where it is followed would leave something out.
  const goesOn =
    settled.right.revision <= end.revision || held().some(({ revision }) => revision === end.revision + 1)
  // Who came or went by what is held of what the delta has: a snapshot knows better then.
  const cameOrWent = held().some((one) => one.revision <= end.revision && comesOrGoes(one, userId))
  return E.right(
    goesOn && !cameOrWent
      ? read({ _tag: 'delta', after, revision: end.revision as Revision, updates })
      : undefined,
  )
}
