import { Position } from '@parley/domain'
import type { AllQuery, ReadError, RecordedEvent, StreamQuery } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Patience } from './patience.ts'
import { readAllRequest, readStreamRequest } from './read-request.ts'
import type { Reader, Unread } from './reader.ts'
import { positionOf } from './recorded.ts'
import { isWanted, recordedAll } from './wanted.ts'

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
    const found = await this.#reader.read(request, this.#leaderOnly, patience)
    return E.isLeft(found) ? E.left(readError(name, found.left)) : recordedAll(found.right.events)
  }

  /** Reads on until the limit is reached: some of a page may be wanted by the server's filter and not by ours. */
  async all({ after, limit, filter }: AllQuery, patience: Patience): Promise<Events> {
    const wanted = isWanted(filter)
    const all: Array<RecordedEvent> = []
    let position: Position | undefined = after
    while (limit === undefined || all.length < limit) {
      // One more, since the first is the one at the position itself where that passes the filter.
      const page = limit === undefined ? undefined : limit - all.length + 1
      const request = readAllRequest({ direction: 'forwards', position, limit: page, filter })
      const found = await this.#reader.read(request, this.#leaderOnly, patience)
      if (E.isLeft(found)) return E.left(readError('$all', found.left))
      const from = position
      const fresh = found.right.events.filter((event) => from === undefined || positionOf(event) > from)
      const recorded = recordedAll(fresh.filter(wanted))
      if (E.isLeft(recorded)) return recorded
      for (const event of recorded.right) all.push(event)
      if (page === undefined || found.right.events.length < page) break
      const last = fresh.at(-1)
      const next = last === undefined ? undefined : positionOf(last)
      if (!Position.is(next)) break
      position = next
    }
    return E.right(limit === undefined ? all : all.slice(0, limit))
  }
}
