import type { RecordedEvent } from '../event.ts'
import type { StreamMetadata } from '../stream-metadata.ts'
import { signal } from '../signal.ts'
import type { Signal } from '../signal.ts'

/** A stream of a log in memory. It may be there without events, where only its metadata was set. */
export interface MemoryStream {
  readonly events: Array<RecordedEvent>
  readonly byId: Map<string, RecordedEvent>
  metadata: StreamMetadata
  deleted: boolean
}

/** A log in memory. Several stores may share one, as processes share a database. */
export interface MemoryLog {
  /** The event at index n has position n + 1. */
  readonly events: Array<RecordedEvent>
  readonly streams: Map<string, MemoryStream>
  /** Woken by every append. */
  readonly appended: Signal
}

/** An empty log. */
export const memoryLog = (): MemoryLog => ({ events: [], streams: new Map(), appended: signal() })

/** The stream of that name, made where there is none. */
export const streamOf = (log: MemoryLog, name: string): MemoryStream => {
  const there = log.streams.get(name)
  if (there !== undefined) return there
  const made: MemoryStream = { events: [], byId: new Map(), metadata: {}, deleted: false }
  log.streams.set(name, made)
  return made
}
