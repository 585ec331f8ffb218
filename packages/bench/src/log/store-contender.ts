import { Revision, type Position } from '@parley/domain'
import { decodeRecorded, type EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { type Contender, fillWith } from './contender.ts'
import { anEvent, someEvents, streamsOf } from './event.ts'

const expected = (revision: number): Revision | 'no-stream' => {
  const before = revision - 1
  return Revision.is(before) ? before : 'no-stream'
}

const streamPrefixes = [streamsOf]

/** Any of Parley's own stores. `filtered` keeps what others wrote to a server of theirs out of what is read. */
export const storeContender = (name: string, store: EventStore, filtered: boolean): Contender => {
  let after: Position | undefined
  const append = async (stream: string, first: number, count: number): Promise<Position> => {
    const events = count === 1 ? [anEvent(stream)] : someEvents(count, stream)
    const appended = await store.append(stream, expected(first), events)()
    if (E.isLeft(appended)) throw new Error(JSON.stringify(appended.left))
    return appended.right.position
  }
  const readWith = async (decode: boolean): Promise<number> => {
    let events = 0
    const query = {
      ...(after === undefined ? {} : { after }),
      ...(filtered ? { filter: { streamPrefixes } } : {}),
    }
    for await (const message of store.subscribe(query)) {
      if (message._tag === 'caught-up') break
      if (message._tag !== 'events') continue
      events += message.events.length
      if (decode && !message.events.every((event) => E.isRight(decodeRecorded(event))))
        throw new Error(`${name}: an event could not be decoded`)
    }
    return events
  }
  return {
    name,
    hotInFlight: 64,
    append: async (stream, revision) => {
      await append(stream, revision, 1)
    },
    appendMany: append,
    fill: async (events) => {
      after = await append(`${streamsOf}mark-${crypto.randomUUID()}`, 0, 1)
      await fillWith(events, append)
    },
    reads: [
      { name: `${name}, JSON parsed`, read: () => readWith(false) },
      { name: `${name}, decoded`, read: () => readWith(true) },
    ],
    close: store.close,
  }
}
