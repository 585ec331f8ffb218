import type { Revision } from '@parley/domain'
import type { EventStore, ReadError, RecordedEvent } from '@parley/event-store'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { isCutOff } from './cut-off.ts'
import type { FollowedStream } from './followed-stream.ts'

/** What holes are filled from, and who is told. */
export interface HolesOptions {
  readonly log: Pick<EventStore, 'readStream' | 'streamMetadata'>
  readonly clock: Pick<Clock, 'later'>
  readonly logger: Logger
  readonly isFollowed: (stream: FollowedStream) => boolean
  /** What the stream has in a hole. */
  readonly found: (stream: FollowedStream, events: ReadonlyArray<RecordedEvent>) => void
  /** It has that no more, or the log does not let it be read. */
  readonly gone: (stream: FollowedStream, why: 'gone' | 'not-read') => void
}

/** Reads what is missing of streams before what has come of them (LIVE-3). */
export interface Holes {
  /** To be called where a stream may have a hole. It is left to the log to bring for a while. */
  readonly fill: (stream: FollowedStream) => void
  /** Nobody follows it any more. */
  readonly forget: (stream: FollowedStream) => void
  readonly close: () => void
}

/** `comes`: now or later; `gone`: kept no more; `not-read`: the log does not let it be read, and does not by waiting. */
type Fate = 'comes' | 'gone' | 'not-read'

const fateBy = (error: ReadError): Fate => {
  switch (error._tag) {
    case 'Unavailable':
      return 'comes'
    case 'StreamDeleted':
      return 'gone'
    case 'AccessDenied':
    case 'Corrupt':
      return 'not-read'
    default:
      return error satisfies never
  }
}

/** Milliseconds that a hole is left to the log to bring, before the stream is read. */
const firstWait = 50
const longestWait = 2_000
/** The most events that are read to fill a hole, at once. */
export const fillSize = 200

export const holes = ({ log, clock, logger, isFollowed, found, gone }: HolesOptions): Holes => {
  const filling = new Map<FollowedStream, { readonly cancel: () => void }>()
  let closed = false
  const isThere = (stream: FollowedStream): boolean => isFollowed(stream) && !closed

  const fillAfter = (stream: FollowedStream, wait: number): void => {
    if (closed || filling.has(stream) || stream.hole === undefined) return
    const cancel = clock.later(wait, () => {
      void read(stream, wait).catch((error: unknown) => logger.error({ err: error }, 'a hole was not filled'))
    })
    filling.set(stream, { cancel })
  }

  const read = async (stream: FollowedStream, waited: number): Promise<void> => {
    const { hole } = stream
    let next = Math.min(waited * 2, longestWait)
    try {
      if (hole === undefined || !isThere(stream)) return
      if (stream.notRead) return gone(stream, 'not-read')
      const limit = Math.min(hole.to - hole.from + 1, fillSize)
      const there = await log.readStream(stream.name, { from: hole.from as Revision, limit })()
      if (!isThere(stream)) return
      const fate = await fateOf(stream.name, hole.from, there)
      if (!isThere(stream)) return
      const isThatHole = stream.hole?.from === hole.from
      if (isThatHole && fate === 'gone') gone(stream, 'gone')
      else if (E.isRight(there)) found(stream, there.right)
      if (fate === 'not-read') {
        stream.notRead = true
        next = longestWait
      } else if (stream.hole?.from !== hole.from) next = firstWait
    } finally {
      // Only now: meanwhile nobody else begins to fill it.
      filling.delete(stream)
      if (isThere(stream)) fillAfter(stream, next)
    }
  }

  /** What becomes of what was to be read at a revision, which once was there. */
  const fateOf = async (
    name: string,
    from: number,
    there: E.Either<ReadError, ReadonlyArray<RecordedEvent>>,
  ): Promise<Fate> => {
    if (E.isLeft(there)) return fateBy(there.left)
    const [first] = there.right
    if (first !== undefined) return first.revision > from ? 'gone' : 'comes'
    // Nothing is there yet where what is read is behind what the log has brought, or nothing any more.
    const cutOff = await isCutOff(log, name)
    if (E.isLeft(cutOff)) return fateBy(cutOff.left)
    return cutOff.right ? 'gone' : 'comes'
  }

  return {
    fill: (stream) => fillAfter(stream, stream.notRead ? longestWait : firstWait),
    forget: (stream) => {
      filling.get(stream)?.cancel()
      filling.delete(stream)
    },
    close: () => {
      closed = true
      for (const { cancel } of filling.values()) cancel()
    },
  }
}
