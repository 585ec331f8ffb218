import type { AccessDenied, Corrupt, EventStore, ReadError } from '@parley/event-store'
import type { Clock } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { mostCounted } from './given-up.ts'
import { lastingPause, todoOn } from './lasting.ts'

/** What the log does not let be read, and does not by waiting. */
export interface NotRead {
  /** How many channels that are; `mostCounted`: so many or more. */
  readonly streams: number
  /** Why the latest is not. */
  readonly cause: string
  readonly todo: string
}

type Reads = Pick<EventStore, 'readStream' | 'readStreams' | 'streamMetadata'>

/** What is read, and who is told. */
export interface ObservedReadsOptions {
  readonly log: Reads
  readonly clock: Pick<Clock, 'later'>
  /** Told of each stream that is not read, and with nothing once all are again. */
  readonly notRead: (notRead: NotRead | undefined) => void
}

/** Reads that tell which streams the log does not let be read. */
export interface ObservedReads extends Reads {
  readonly close: () => void
}

/**
 * Reads of a log, of which each that fails for a reason that somebody has to mend is remembered and tried again each
 * half minute, one at a time, to find out when that is over. Whoever asked has their answer at once.
 */
export const observedReads = ({ log, clock, notRead }: ObservedReadsOptions): ObservedReads => {
  const failing = new Map<string, TaskEither<ReadError, unknown>>()
  let cancel: (() => void) | undefined
  let closed = false

  const met = (
    stream: string,
    error: AccessDenied | Corrupt,
    again: TaskEither<ReadError, unknown>,
  ): void => {
    if (closed || (failing.size === mostCounted && !failing.has(stream))) return
    failing.set(stream, again)
    notRead({
      streams: failing.size,
      cause: `${stream}: ${error._tag}: ${error.cause}`,
      todo: todoOn(error),
    })
    cancel ??= clock.later(lastingPause, lookAgain)
  }

  /** Goes on as far as they can be read: where one still can't, the others wait with it. */
  const look = async (): Promise<void> => {
    for (const [stream, again] of failing) {
      const read = await again()
      if (closed || (E.isLeft(read) && read.left._tag !== 'StreamDeleted')) return
      failing.delete(stream)
    }
    notRead(undefined)
  }

  const lookAgain = (): void => {
    void look()
      // A fault of ours, if it is one, is no reason not to look again.
      .catch(() => {})
      .finally(() => {
        cancel = closed || failing.size === 0 ? undefined : clock.later(lastingPause, lookAgain)
      })
  }

  const failed = (stream: string, error: ReadError, again: TaskEither<ReadError, unknown>): void => {
    switch (error._tag) {
      case 'Unavailable':
      case 'StreamDeleted':
        return
      case 'AccessDenied':
      case 'Corrupt':
        return met(stream, error, again)
      default:
        return error satisfies never
    }
  }

  const observed =
    <A>(stream: string, task: TaskEither<ReadError, A>): TaskEither<ReadError, A> =>
    async () => {
      const read = await task()
      if (E.isLeft(read)) failed(stream, read.left, task)
      return read
    }

  return {
    readStream: (stream, query) => observed(stream, () => log.readStream(stream, query)()),
    readStreams: (queries, most) => async () => {
      const parts = await log.readStreams(queries, most)()
      for (const [n, { stream, from }] of queries.entries()) {
        const part = parts[n]
        if (part !== undefined && E.isLeft(part))
          failed(stream, part.left, () => log.readStream(stream, { from, limit: 1 })())
      }
      return parts
    },
    streamMetadata: (stream) => observed(stream, () => log.streamMetadata(stream)()),
    close: () => {
      closed = true
      cancel?.()
    },
  }
}
