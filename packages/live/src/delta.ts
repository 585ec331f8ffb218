import type { Revision, UserId } from '@parley/domain'
import type {
  EventStore,
  PartsLimit,
  ReadError,
  RecordedEvent,
  StreamPart,
  Unavailable,
} from '@parley/event-store'
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
 * `snapshot`: it is more than may be read, or what may not be told. `not-read`: it is so many events, as far as that
 * is known, which were too much together with those of other streams.
 */
export type Delta =
  | { readonly _tag: 'delta'; readonly updates: ReadonlyArray<LiveUpdate>; readonly end: StreamPosition }
  | { readonly _tag: 'not-there' }
  | { readonly _tag: 'snapshot' }
  | { readonly _tag: 'not-read'; readonly events: number | undefined }

/** What was asked of one stream, and what came of it. */
export interface DeltaRead {
  readonly delta: E.Either<Unavailable, Delta>
  /** Where the stream ends; undefined: nothing of it can be read. */
  readonly end: StreamPosition | undefined
}

/** A stream, and what is asked of it; undefined: only where it ends. */
export interface StreamRequest {
  readonly stream: string
  readonly since: DeltaRequest | undefined
}

type DeltaLog = Pick<EventStore, 'readStreams' | 'streamMetadata'>

const snapshot: E.Either<never, Delta> = E.right({ _tag: 'snapshot' })
const notThere: E.Either<never, Delta> = E.right({ _tag: 'not-there' })

/**
 * Reads from the log what came in channels after a revision of each, as it is told now that all of it is known; all of
 * them in one go. Only for who was a member all the while: whoever came or went after one of the two revisions is given
 * a snapshot, so that nobody is told what was taken back before they came. Nothing that can't be read, was cut off, or
 * another program wrote is told as if it were whole. `took` is called with each as soon as it is made.
 */
export const readDeltas = async (
  log: DeltaLog,
  requests: ReadonlyArray<StreamRequest>,
  most: PartsLimit,
  took: (read: DeltaRead, n: number) => void,
): Promise<void> => {
  const parts = await log.readStreams(
    requests.map(({ stream, since }) => ({
      stream,
      from: since === undefined ? first : fromOf(since),
      most: since === undefined ? 0 : since.events + 1,
    })),
    most,
  )()
  let isAlone = true
  let events = 0
  for (const [n, { stream, since }] of requests.entries()) {
    const part = parts[n]
    if (part === undefined) throw new Error(`the log said nothing of ${stream}`)
    if (E.isLeft(part)) {
      took({ delta: unread(part.left), end: undefined }, n)
      continue
    }
    const { end } = part.right
    const delta = since === undefined ? snapshot : deltaIn(part.right, since, isAlone)
    took({ delta: delta === 'absent' ? await cutOffOr(notThere, log, stream) : delta, end }, n)
    isAlone &&= part.right.events.length === 0
    events += part.right.events.length
    if (events < mostInATurn) continue
    events = 0
    await anotherTurn()
  }
}

const first = 0 as Revision

const fromOf = ({ after, memberAt }: DeltaRequest): Revision => (after < memberAt ? after : memberAt)

/** The events that are made updates in one turn of the event loop: that takes some milliseconds. */
const mostInATurn = 200

const anotherTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** The delta that a part of a stream comes to. `isAlone`: nothing came of the streams before it. */
const deltaIn = (
  { end, events, leftOut }: StreamPart,
  request: DeltaRequest,
  isAlone: boolean,
): E.Either<Unavailable, Delta> | 'absent' => {
  const { after, userId, bytes } = request
  const from = fromOf(request)
  if (leftOut === true) return E.right({ _tag: 'not-read', events: undefined })
  if (end === undefined || end.revision < after) return 'absent'
  if (end.revision - from > request.events) return snapshot
  if ((events[0]?.revision ?? from) !== from) return snapshot
  if (events.at(-1)?.revision !== end.revision)
    return isAlone ? snapshot : E.right({ _tag: 'not-read', events: end.revision - from + 1 })
  const found: Array<LiveUpdate> = []
  let next: number = from
  let told = 0
  for (const recorded of events) {
    if (recorded.revision !== next) return snapshot
    next += 1
    const update = updateIn(recorded)
    if (update === undefined) return snapshot
    if (recorded.revision === from) continue
    if (comesOrGoes(update, userId)) return snapshot
    if (recorded.revision <= after) continue
    told += Buffer.byteLength(update.json)
    if (told > bytes) return snapshot
    found.push(update)
  }
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
