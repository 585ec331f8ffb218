import type { NewEvent } from './event.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const name = /^[^\p{Cc}]{1,512}$/u

/** The most that one append may hold unless a store is told otherwise, in bytes: what EventStoreDB takes, too. */
export const maxAppendBytes = 1024 * 1024

/**
 * Throws a `RangeError` where an append could never be one, whatever the log holds: no events, an id that is not
 * a lower-case UUID or comes twice, a name of a stream or type that is empty, over 512 characters or has a control
 * character. That is a fault in the program and no outcome of an append; it is found before it can spoil the
 * appends of others that are written along with it.
 */
export const assertAppendable = (stream: string, events: ReadonlyArray<NewEvent>): void => {
  if (!name.test(stream)) throw new RangeError(`not a stream's name: ${JSON.stringify(stream)}`)
  if (events.length === 0) throw new RangeError(`an append of nothing to ${stream}`)
  for (const event of events) {
    if (!uuid.test(event.id)) throw new RangeError(`not an event's id: ${JSON.stringify(event.id)}`)
    if (!name.test(event.type)) throw new RangeError(`not an event's type: ${JSON.stringify(event.type)}`)
  }
  if (events.length > 1 && new Set(events.map((event) => event.id)).size < events.length)
    throw new RangeError(`an id comes twice in an append to ${stream}`)
}
