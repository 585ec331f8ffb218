import type { Revision } from '@parley/domain'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadError } from './errors.ts'
import type { EventStore } from './event-store.ts'
import type { RecordedEvent } from './event.ts'
import type { PartsLimit, StreamPart, StreamPartQuery } from './stream-parts.ts'

type Read<A> = Promise<E.Either<ReadError, A>>

/** How much may be read, and how much is by now. */
interface Room {
  readonly most: PartsLimit
  events: number
  bytes: number
}

/** One event may be a hundred times as large as another: few are read first, and the next page goes by these. */
const firstPage = 32

/** Reads each stream by itself, so many at once, for stores that have no better way. */
export const readEach =
  (readStream: EventStore['readStream'], atOnce: number): EventStore['readStreams'] =>
  (queries, most) =>
  async () => {
    const room: Room = { most, events: 0, bytes: 0 }
    const parts: Array<E.Either<ReadError, StreamPart>> = []
    const numbered = queries.entries()
    const readNext = async (): Promise<void> => {
      for (const [n, query] of numbered) parts[n] = await readPart(readStream, query, room)
    }
    // The first that has any is alone for as long as it takes: what others take is not to be missing for it.
    for (const [n, query] of numbered) {
      parts[n] = await readPart(readStream, query, room)
      if (room.events > 0) break
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, queries.length) }, readNext))
    return parts
  }

const readPart = async (
  readStream: EventStore['readStream'],
  { stream, from, most }: StreamPartQuery,
  room: Room,
): Read<StreamPart> => {
  if (most > 0 && isFull(room)) return E.right({ end: undefined, events: [], leftOut: true })
  const limit = Math.min(most + 1, firstPage)
  const read = most === 0 ? undefined : await readStream(stream, { from, limit })()
  if (read !== undefined && E.isLeft(read)) return read
  const first = read?.right ?? []
  const last = first.at(-1)
  // What is less than a page goes to the end of its stream.
  if (last !== undefined && first.length < limit)
    return E.right({ end: placeOf(last), events: takeIn(room, first) })
  const newest = await readStream(stream, { direction: 'backwards', limit: 1 })()
  if (E.isLeft(newest)) return newest
  const [end] = newest.right
  if (end === undefined) return E.right({ end, events: [] })
  const isTooMuch = end.revision - from + 1 > most
  if (last === undefined || isTooMuch) return E.right({ end: placeOf(end), events: [] })
  const events = await readOn(readStream, stream, first, end.revision, room)
  return E.isLeft(events) ? events : E.right({ end: placeOf(end), events: events.right })
}

const placeOf = ({ revision, position }: RecordedEvent): StreamPart['end'] => ({ revision, position })

const isFull = ({ most, events, bytes }: Room): boolean => events >= most.events || bytes >= most.bytes

/** What follows upon a first page, up to a revision, as far as there is room for it. */
const readOn = async (
  readStream: EventStore['readStream'],
  stream: string,
  page: ReadonlyArray<RecordedEvent>,
  to: Revision,
  room: Room,
): Read<ReadonlyArray<RecordedEvent>> => {
  const all: Array<RecordedEvent> = []
  let read = page
  for (;;) {
    const taken = takeIn(room, read)
    all.push(...taken)
    const last = taken.at(-1)
    if (last === undefined || taken.length < read.length || last.revision >= to) return E.right(all)
    const limit = Math.min(nextPage(room), to - last.revision)
    const next = await readStream(stream, { from: (last.revision + 1) as Revision, limit })()
    if (E.isLeft(next)) return next
    read = next.right
  }
}

/** As many as there is room for if they are as large as those before. */
const nextPage = ({ most, events, bytes }: Room): number =>
  Math.max(1, Math.ceil((most.bytes - bytes) / (bytes / events)))

/** Those for which there is room. */
const takeIn = (room: Room, events: ReadonlyArray<RecordedEvent>): ReadonlyArray<RecordedEvent> => {
  const taken: Array<RecordedEvent> = []
  for (const event of events) {
    if (isFull(room)) break
    taken.push(event)
    room.events += 1
    room.bytes += bytesOf(event)
  }
  return taken
}

const bytesOf = ({ data, metadata }: RecordedEvent): number =>
  Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata))
