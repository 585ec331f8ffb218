import type { Position } from '@parley/domain'
import { beyondEnd, noEventAt } from '@parley/event-store'
import type { Corrupt } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Retry } from './retry.ts'
import { readAllRequest } from './read-request.ts'
import type { ServerPosition } from './read-request.ts'
import type { ReadResult } from './reader.ts'

/**
 * Reads the event before a position, or the last of all; `leaderOnly`: of a node that leads, or not at all. `Corrupt`:
 * the server could not begin there.
 */
export type ReadsBefore<Failed> = (
  request: ReturnType<typeof readAllRequest>,
  leaderOnly: boolean,
) => Promise<E.Either<Failed | Corrupt, ReadResult<ServerPosition>>>

/** How often the server has to say that no event is there, so that it was no hiccup of its own; and as often again, leading. */
const mostRefused = 4

const isCorrupt = (error: { readonly _tag: string }): error is Corrupt => error._tag === 'Corrupt'

const before = (position?: Position): ReturnType<typeof readAllRequest> =>
  readAllRequest({ direction: 'backwards', position, limit: 1, filter: 'none' })

/** A position that the log has. */
export interface KnownPosition {
  readonly _tag: 'KnownPosition'
  /** Whether it had to be waited for. */
  readonly waited: boolean
  /** The last event before it that is still kept; absent: none is. */
  readonly before: ServerPosition | undefined
}

/** Whether the log has a position. */
export type CheckedPosition = KnownPosition | Corrupt

const start: KnownPosition = { _tag: 'KnownPosition', waited: false, before: undefined }

/**
 * Whether the log can be read after a position, and if not, why not; a failure where that could not be found out. A
 * node that lags behind may not have the position yet: it is waited for. That the log has it not is the word of a node
 * that leads alone, since others may lag behind for longer: what is made of it is not mended by waiting.
 */
export const checkPosition = async <Failed extends { readonly _tag: string }>(
  after: Position | undefined,
  read: ReadsBefore<Failed>,
  retry: Retry,
): Promise<E.Either<Failed | Corrupt, CheckedPosition>> => {
  if (after === undefined || after === 0) return E.right(start)
  const here = await lookFor(after, (request) => read(request, false), retry)
  if (E.isLeft(here) || here.right._tag === 'KnownPosition') return here
  return lookFor(after, (request) => read(request, true), retry)
}

/**
 * What the node that is read says. Reading forwards from beyond its end, a server finds nothing and gives no error.
 * Backwards it begins only where an event is, or was before it was removed, or where the log ends.
 */
const lookFor = async <Failed extends { readonly _tag: string }>(
  after: Position,
  read: (
    request: ReturnType<typeof readAllRequest>,
  ) => Promise<E.Either<Failed | Corrupt, ReadResult<ServerPosition>>>,
  retry: Retry,
): Promise<E.Either<Failed | Corrupt, CheckedPosition>> => {
  for (let [refused, waited] = [1, false]; ; waited = true) {
    const there = await read(before(after))
    if (E.isRight(there)) return E.right({ _tag: 'KnownPosition', waited, before: there.right.events[0] })
    if (!isCorrupt(there.left)) return there
    const last = await read(before())
    if (E.isLeft(last)) {
      // It was asked for no position that could be wrong: a hiccup, and so may the one before have been.
      if (isCorrupt(last.left) && (await retry.again())) continue
      return last
    }
    const end = Number(last.right.events[0]?.commit ?? 0)
    if (end > after) {
      if (refused >= mostRefused) return E.right(noEventAt(after, end))
      refused += 1
    }
    if (!(await retry.again())) return E.right(end > after ? noEventAt(after, end) : beyondEnd(after, end))
  }
}
