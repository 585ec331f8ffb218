import type { Position } from '@parley/domain'
import { beyondEnd, noEventAt } from '@parley/event-store'
import type { Corrupt } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Patience } from './patience.ts'
import { readAllRequest } from './read-request.ts'
import type { Place } from './read-request.ts'
import type { Found } from './reader.ts'

/** Reads the event before a position, or the last of all. `Corrupt`: the server could not begin there. */
export type ReadsBefore<Failed> = (
  request: ReturnType<typeof readAllRequest>,
) => Promise<E.Either<Failed | Corrupt, Found<Place>>>

/** How often the server has to say that no event is there, so that it was no hiccup of its own. */
const mostRefused = 3

const isCorrupt = (error: { readonly _tag: string }): error is Corrupt => error._tag === 'Corrupt'

const before = (position?: Position): ReturnType<typeof readAllRequest> =>
  readAllRequest({ direction: 'backwards', position, limit: 1, filter: 'none' })

/** A position that is the log's. */
export interface There {
  readonly _tag: 'There'
  /** Whether it had to be waited for. */
  readonly waited: boolean
  /** The last event before it that is still kept; absent: none is. */
  readonly before: Place | undefined
}

/** Where a position stands: in the log, or nowhere in it. */
export type Standing = There | Corrupt

const start: There = { _tag: 'There', waited: false, before: undefined }

/**
 * Whether the log can be read after a position, and if not, why not; a failure where that could not be found out. Forwards
 * a server finds nothing beyond its end and says so without an error, for ever. Backwards it begins only where an event begins, or one stood that was removed, or the log ends. A node that lags
 * behind may not have the position yet: it is waited for.
 */
export const standingOf = async <Failed extends { readonly _tag: string }>(
  after: Position | undefined,
  read: ReadsBefore<Failed>,
  patience: Patience,
): Promise<E.Either<Failed | Corrupt, Standing>> => {
  if (after === undefined || after === 0) return E.right(start)
  for (let [refused, waited] = [1, false]; ; waited = true) {
    const there = await read(before(after))
    if (E.isRight(there)) return E.right({ _tag: 'There', waited, before: there.right.events[0] })
    if (!isCorrupt(there.left)) return there
    const last = await read(before())
    if (E.isLeft(last)) return last
    const end = Number(last.right.events[0]?.commit ?? 0)
    if (end > after) {
      if (refused >= mostRefused) return E.right(noEventAt(after, end))
      refused += 1
    }
    if (!(await patience.again())) return E.right(end > after ? noEventAt(after, end) : beyondEnd(after, end))
  }
}
