import type { StoredEvent, Expected, Proposed, Refusal, Written } from './stored-event.ts'

export const isRefusal = (verdict: Written | Refusal): verdict is Refusal =>
  verdict === 'deleted' || 'actual' in verdict

const at = (entry: StoredEvent | undefined): Written => ({
  revision: entry?.revision ?? -1,
  position: entry?.position ?? 0,
})

/**
 * What EventStoreDB says to an append: nothing, to go ahead; where the events stand, if it knows them; or no.
 * It knows an event by its id only where the expected revision says it must stand, or for `any`.
 */
export const objectionTo = (
  there: ReadonlyArray<StoredEvent>,
  exists: boolean,
  expected: Expected,
  events: ReadonlyArray<Proposed>,
): Written | Refusal | undefined => {
  const last = there.length - 1
  const conflict: Refusal = { actual: exists ? last : -1 }
  if (expected === 'stream-exists') return exists ? undefined : last < 0 ? conflict : 'deleted'
  if (expected === 'any') {
    const known = events.map((event) => there.find((entry) => entry.id === event.id))
    if (known.every((entry) => entry === undefined)) return undefined
    return known.includes(undefined) ? conflict : at(known.at(-1))
  }
  const from = expected === 'no-stream' ? -1 : expected
  if (from > last) return conflict
  if (from === last) return undefined
  const same = events.filter((event, n) => there[from + 1 + n]?.id === event.id).length
  if (events.length > 0 && same === events.length) return at(there[from + events.length])
  return same === 0 && expected === 'no-stream' && !exists ? undefined : conflict
}
