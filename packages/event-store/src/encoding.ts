import { eventDefinitionOf } from '@parley/domain'
import type { DomainEvent, JsonObject } from '@parley/domain'
import type { NewEvent } from './event.ts'

/**
 * A domain event as it is appended: its data is the event without its type; its metadata says in which version
 * of its type it is written (`v`), beside whatever else the caller wants to be kept with it.
 */
export const toNewEvent = (event: DomainEvent, id: string, extraMetadata?: JsonObject): NewEvent => {
  const { type, ...data } = event
  return { id, type, data, metadata: { ...extraMetadata, v: eventDefinitionOf(type)?.version ?? 1 } }
}
