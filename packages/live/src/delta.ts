import type { Revision, UserId } from '@parley/domain'
import type { EventStore, ReadError, RecordedEvent, Unavailable } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { arrivedBy } from './arrived.ts'
import { isCutOff } from './cut-off.ts'
import { inHindsight, tellsOfRemoved } from './in-hindsight.ts'
import type { StreamPosition } from './stream-order.ts'
import { comesOrGoes, type LiveUpdate } from './update.ts'

/** What is asked of a channel's stream. */
export interface DeltaRequest {
  /** The last revision that the client has. */
  readonly after: Revision
  /** A revision as of which they are a member. */
  readonly memberAt: Revision
  readonly userId: UserId
  /** The most events that are read. */
  readonly events: number
  /** The most bytes of what is told. */
  readonly bytes: number
}

/**
 * What came after a revision, up to the end of the stream. `not-there`: the stream does not go as far as the revision.
 * `snapshot`: it is more than may be read, or what may not be told.
 */
export type Delta =
  | { readonly _tag: 'delta'; readonly updates: ReadonlyArray<LiveUpdate>; readonly end: StreamPosition }
  | { readonly _tag: 'not-there' }
  | { readonly _tag: 'snapshot' }

const snapshot: E.Either<never, Delta> = E.right({ _tag: 'snapshot' })
const notThere: E.Either<never, Delta> = E.right({ _tag: 'not-there' })

/** How many events are read first: one may be a hundred times as large as another, and the next pages go by these. */
const firstPage = 16

/**
 * Reads from the log what came in a channel after a revision, as it is told now that all of it is known. Only for who
 * was a member all the while: whoever came or went after one of the two revisions is given a snapshot, so that nobody
 * is told what was taken back before they came. Nothing that can't be read, was cut off, or another program wrote is
 * told as if it were whole.
 */
export const readDelta = async (
  log: Pick<EventStore, 'readStream' | 'streamMetadata'>,
  stream: string,
  { after, memberAt, userId, events, bytes }: DeltaRequest,
): Promise<E.Either<Unavailable, Delta>> => {
  const from = Math.min(after, memberAt)
  const found: Array<LiveUpdate> = []
  let end: StreamPosition | undefined
  let told = 0
  for (let page = firstPage; ; page = nextPage(found.length, told, bytes)) {
    const room = events + 1 - (end === undefined ? 0 : end.revision - from + 1)
    const limit = Math.min(page, room + 1)
    const next = end === undefined ? from : end.revision + 1
    const read = await log.readStream(stream, { from: next as Revision, limit })()
    if (E.isLeft(read)) return unread(read.left)
    if (end === undefined && read.right.length === 0) return cutOffOr(notThere, log, stream)
    if (read.right.length > room) return snapshot
    for (const recorded of read.right) {
      if (recorded.revision !== (end === undefined ? from : end.revision + 1)) return snapshot
      const update = updateIn(recorded)
      if (update === undefined) return snapshot
      end = { revision: recorded.revision, position: recorded.position }
      if (recorded.revision === from) continue
      if (comesOrGoes(update, userId)) return snapshot
      if (recorded.revision <= after) continue
      told += Buffer.byteLength(update.json)
      if (told > bytes) return snapshot
      found.push(update)
    }
    if (read.right.length < limit) break
  }
  if (end === undefined || end.revision < after) return cutOffOr(notThere, log, stream)
  if (tellsOfRemoved(found)) return snapshot
  return E.right({ _tag: 'delta', updates: inHindsight(found), end })
}

const cutOffOr = async (
  otherwise: E.Either<Unavailable, Delta>,
  log: Pick<EventStore, 'streamMetadata'>,
  stream: string,
): Promise<E.Either<Unavailable, Delta>> => {
  const cutOff = await isCutOff(log, stream)
  if (E.isLeft(cutOff)) return unread(cutOff.left)
  return cutOff.right ? snapshot : otherwise
}

const updateIn = (recorded: RecordedEvent): LiveUpdate | undefined => arrivedBy(recorded).update

/** As many as there is room for if they are as large as those before; what is read is bounded by about twice that. */
const nextPage = (updates: number, told: number, bytes: number): number =>
  updates === 0 ? firstPage : Math.max(firstPage, Math.ceil((bytes - told) / (told / updates)))

const unread = (error: ReadError): E.Either<Unavailable, Delta> => {
  switch (error._tag) {
    case 'StreamDeleted':
    case 'Corrupt':
    case 'AccessDenied':
      return snapshot
    case 'Unavailable':
      return E.left(error)
    default:
      return error satisfies never
  }
}
