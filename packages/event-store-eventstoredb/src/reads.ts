import { Position } from '@parley/domain'
import type { AllQuery, Corrupt, ReadError, RecordedEvent, StreamQuery } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { checkPosition } from './known-position.ts'
import type { Retry } from './retry.ts'
import { readAllRequest, readStreamRequest } from './read-request.ts'
import type { Reader, Unread } from './reader.ts'
import { positionOf, recordedOf, serverPositionOf } from './recorded.ts'
import { allOrCorrupt, filtering } from './filtered.ts'

type Events = E.Either<ReadError, ReadonlyArray<RecordedEvent>>

const readError = (stream: string, unread: Unread): ReadError => {
  switch (unread._tag) {
    case 'deleted':
      return { _tag: 'StreamDeleted', stream }
    case 'Corrupt':
      // What a server says of a position it says as well where it can't read for a reason of its own.
      return { _tag: 'Unavailable', cause: unread.cause }
    case 'Unavailable':
    case 'AccessDenied':
      return unread
    default:
      return unread satisfies never
  }
}

/** The finite reads of a store. */
export class Reads {
  readonly #reader: Reader
  readonly #leaderOnly: boolean

  /** `leaderOnly`: whether each read has to see all that was written before it. */
  constructor(reader: Reader, leaderOnly: boolean) {
    this.#reader = reader
    this.#leaderOnly = leaderOnly
  }

  async stream(name: string, query: StreamQuery, retry: Retry): Promise<Events> {
    const { direction = 'forwards', from, limit } = query
    if (limit === 0) return E.right([])
    const request = readStreamRequest(name, { direction, from, limit })
    const found = await this.#reader.read(request, recordedOf, this.#leaderOnly, retry)
    return E.isLeft(found) ? E.left(readError(name, found.left)) : allOrCorrupt(found.right.events)
  }

  /** Where the last event of all stands, the server's own included. */
  async end(retry: Retry): Promise<E.Either<ReadError, Position | undefined>> {
    const request = readAllRequest({ direction: 'backwards', limit: 1, filter: 'none' })
    for (;;) {
      const found = await this.#reader.read(request, positionOf, this.#leaderOnly, retry)
      if (E.isRight(found)) {
        const [last] = found.right.events
        return E.right(Position.is(last) ? last : undefined)
      }
      if (found.left._tag !== 'Corrupt' || !(await retry.again()))
        return E.left(readError('$all', found.left))
    }
  }

  /** Reads on until the limit is reached: some of a page may pass the server's filter and not ours. */
  async all({ after, limit, filter }: AllQuery, retry: Retry): Promise<Events> {
    const keep = filtering(filter)
    const all: Array<E.Either<Corrupt, RecordedEvent>> = []
    const readBefore = (request: ReturnType<typeof readAllRequest>, leaderOnly: boolean) =>
      this.#reader.read(request, serverPositionOf, leaderOnly || this.#leaderOnly, retry)
    let from: Position | undefined = after
    while (limit === undefined || all.length < limit) {
      // One more, since the first is the one at the position itself where that passes the filter.
      const page = limit === undefined ? undefined : limit - all.length + 1
      const request = readAllRequest({ direction: 'forwards', position: from, limit: page, filter })
      const found = await this.#reader.read(request, keep, this.#leaderOnly, retry, true)
      const refused = E.isLeft(found) && found.left._tag === 'Corrupt' ? found.left : undefined
      if (refused !== undefined || (E.isRight(found) && found.right.events.length === 0)) {
        const checked = await checkPosition(from, readBefore, retry)
        if (E.isLeft(checked)) return E.left(readError('$all', checked.left))
        if (checked.right._tag === 'Corrupt')
          return E.left(
            retry.closing() ? { _tag: 'Unavailable', cause: 'the store is closed' } : checked.right,
          )
        // Where it was not there yet, what came after it was not either.
        if (checked.right.waited) continue
        if (refused !== undefined && (await retry.again())) continue
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
