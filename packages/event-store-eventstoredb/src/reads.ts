import { Position } from '@parley/domain'
import type { AllQuery, Corrupt, ReadError, RecordedEvent, StreamQuery } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { standingOf } from './known-position.ts'
import type { Patience } from './patience.ts'
import { readAllRequest, readStreamRequest } from './read-request.ts'
import type { Reader, Unread } from './reader.ts'
import { placeOf, recordedOf } from './recorded.ts'
import { allOrCorrupt, keeping } from './wanted.ts'

type Events = E.Either<ReadError, ReadonlyArray<RecordedEvent>>

const readError = (stream: string, unread: Unread): ReadError =>
  unread._tag === 'deleted' ? { _tag: 'StreamDeleted', stream } : unread

/** The finite reads of a store. */
export class Reads {
  readonly #reader: Reader
  readonly #leaderOnly: boolean

  /** `leaderOnly`: whether each read has to see all that was written before it. */
  constructor(reader: Reader, leaderOnly: boolean) {
    this.#reader = reader
    this.#leaderOnly = leaderOnly
  }

  async stream(name: string, query: StreamQuery, patience: Patience): Promise<Events> {
    const { direction = 'forwards', from, limit } = query
    if (limit === 0) return E.right([])
    const request = readStreamRequest(name, { direction, from, limit })
    const found = await this.#reader.read(request, recordedOf, this.#leaderOnly, patience)
    return E.isLeft(found) ? E.left(readError(name, found.left)) : allOrCorrupt(found.right.events)
  }

  /** Reads on until the limit is reached: some of a page may be wanted by the server's filter and not by ours. */
  async all({ after, limit, filter }: AllQuery, patience: Patience): Promise<Events> {
    const keep = keeping(filter)
    const all: Array<E.Either<Corrupt, RecordedEvent>> = []
    const readBefore = (request: ReturnType<typeof readAllRequest>) =>
      this.#reader.read(request, placeOf, this.#leaderOnly, patience)
    let from: Position | undefined = after
    while (limit === undefined || all.length < limit) {
      // One more, since the first is the one at the position itself where that passes the filter.
      const page = limit === undefined ? undefined : limit - all.length + 1
      const request = readAllRequest({ direction: 'forwards', position: from, limit: page, filter })
      const found = await this.#reader.read(request, keep, this.#leaderOnly, patience, true)
      const refused = E.isLeft(found) && found.left._tag === 'Corrupt' ? found.left : undefined
      if (refused !== undefined || (E.isRight(found) && found.right.events.length === 0)) {
        const standing = await standingOf(from, readBefore, patience)
        if (E.isLeft(standing)) return E.left(readError('$all', standing.left))
        if (standing.right._tag === 'Corrupt')
          return E.left(
            patience.closing() ? { _tag: 'Unavailable', cause: 'the store is closed' } : standing.right,
          )
        // Where it was not there yet, what came after it was not either.
        if (standing.right.waited) continue
        if (refused !== undefined && (await patience.again())) continue
        if (refused !== undefined) return E.left({ _tag: 'Unavailable', cause: refused.cause })
      }
      if (E.isLeft(found)) return E.left(readError('$all', found.left))
      const { events } = found.right
      for (const { position, recorded } of events)
        if (recorded !== undefined && (from === undefined || position > from)) all.push(recorded)
      const last = events.at(-1)?.position
      if (page === undefined || events.length < page || !Position.is(last) || last === from) break
      from = last
    }
    return allOrCorrupt(limit === undefined ? all : all.slice(0, limit))
  }
}
