import { Position, Revision } from '@parley/domain'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Appended, Corrupt, NewEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { KnownIds } from './known-ids.ts'
import type { KnownStream, KnownEvent } from './known-ids.ts'
import type { Retry } from './retry.ts'
import { readStreamRequest } from './read-request.ts'
import type { StreamRead } from './read-request.ts'
import type { ReadResult, Reader, Unread } from './reader.ts'
import { positionOf } from './recorded.ts'
import { uuidOf } from './uuid.ts'

type Identified = KnownEvent & { readonly id: string }

const identified = (event: ReadResp.ReadEvent): Identified => ({
  id: uuidOf(event.getEvent()?.getId()),
  revision: Number(event.getEvent()?.getStreamRevision()),
  position: positionOf(event),
})

/** Those of the events that are known, in no order. */
export const knownOf = (known: KnownStream, events: ReadonlyArray<NewEvent>): ReadonlyArray<KnownEvent> =>
  events.flatMap((event) => known.ids.get(event.id) ?? [])

/** Reads which events streams hold, always from the leader: a follower may not have yet what was written. */
export class StreamIds {
  readonly known: KnownIds
  readonly #reader: Reader
  readonly #window: number

  constructor(reader: Reader, window: number) {
    this.#reader = reader
    this.#window = window
    this.known = new KnownIds(window, Math.max(200_000, window))
  }

  /** What stands at the end of the stream now: what came since the last look, or as far back as the window goes. */
  async look(stream: string, retry: Retry): Promise<E.Either<Unread, KnownStream>> {
    const before = this.known.get(stream)
    if (before?.last !== undefined && before.last >= 0) {
      const from = before.last + 1
      const since = await this.#read(stream, { direction: 'forwards', from, limit: this.#window + 1 }, retry)
      if (E.isLeft(since)) return since
      if (!since.right.missing && since.right.events.length <= this.#window) {
        const { events } = since.right
        return E.right(this.known.learn(stream, events, events.at(-1)?.revision ?? before.last, false))
      }
    }
    const newest = await this.#read(stream, { direction: 'backwards', limit: this.#window }, retry)
    if (E.isLeft(newest)) return newest
    const events = newest.right.events.toReversed()
    const last = newest.right.missing ? -1 : (events.at(-1)?.revision ?? newest.right.last)
    return E.right(this.known.learn(stream, events, last, true))
  }

  /** The answer to an append whose last event stands there. */
  async where(
    stream: string,
    { revision, position }: KnownEvent,
    retry: Retry,
  ): Promise<E.Either<Unread | Corrupt, Appended>> {
    if (Revision.is(revision) && Position.is(position)) return E.right({ revision, position, events: [] })
    const found = await this.#read(stream, { direction: 'forwards', from: revision, limit: 1 }, retry)
    if (E.isLeft(found)) return found
    // Where it is kept no more, the next that is kept says where it stood at the latest.
    const [event] = found.right.events
    const latest = event?.position
    if (!Revision.is(revision) || !Position.is(latest))
      return E.left({ _tag: 'Corrupt', cause: `an event of ${stream} at ${revision} is kept no more` })
    return E.right({ revision, position: latest, events: [] })
  }

  #read(
    stream: string,
    read: Omit<StreamRead, 'from'> & { readonly from?: number },
    retry: Retry,
  ): Promise<E.Either<Unread, ReadResult<Identified>>> {
    const from = Revision.is(read.from) ? read.from : undefined
    return this.#reader.read(readStreamRequest(stream, { ...read, from }), identified, true, retry)
  }
}
