import type { EventFilter } from './event-store.ts'
import type { RecordedEvent } from './event.ts'

/** Whether an event is one that the filter wants. */
export const matches = (filter: EventFilter | undefined): ((event: RecordedEvent) => boolean) => {
  const prefixes = filter?.streamPrefixes
  const types = filter?.types === undefined ? undefined : new Set(filter.types)
  return (event) =>
    (types === undefined || types.has(event.type)) &&
    (prefixes === undefined || prefixes.some((prefix) => event.stream.startsWith(prefix)))
}
