import type { RecordedEvent } from './event.ts'
import type { StreamMetadata } from './stream-metadata.ts'

/**
 * Whether an event of a stream is still read, given the stream's metadata, its last revision and the time in
 * milliseconds since the epoch.
 */
export const isKept =
  (metadata: StreamMetadata, last: number, now: number) =>
  (event: RecordedEvent): boolean =>
    (metadata.truncateBefore === undefined || event.revision >= metadata.truncateBefore) &&
    (metadata.maxCount === undefined || event.revision > last - metadata.maxCount) &&
    (metadata.maxAge === undefined || Date.parse(event.recordedAt) >= now - metadata.maxAge * 1000)
