import { randomUUID } from 'node:crypto'
import { Revision } from '@parley/domain'
import { StreamMetadata } from '@parley/event-store'
import type { Corrupt, ExpectedRevision, JsonObject, NewEvent, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'

/** The stream that holds the metadata of a stream, as events of which the last counts. */
export const metastreamOf = (stream: string): string => `$$${stream}`

const Stored = t.partial({ $maxAge: t.unknown, $maxCount: t.unknown, $tb: t.unknown })

/**
 * Reads retention out of the metadata that the server keeps. Of a softly deleted stream `$tb` is the largest 64-bit
 * integer, which no number of ours can say: the largest that one can says the same, that all has fallen out.
 */
export const toMetadata = (data: JsonObject): E.Either<Corrupt, StreamMetadata> => {
  const { $maxAge, $maxCount, $tb } = Stored.is(data) ? data : {}
  const truncateBefore = typeof $tb === 'number' ? Math.min($tb, Number.MAX_SAFE_INTEGER) : $tb
  const found = Object.entries({ maxAge: $maxAge, maxCount: $maxCount, truncateBefore })
  const metadata: unknown = Object.fromEntries(found.filter(([, value]) => value !== undefined))
  return StreamMetadata.is(metadata)
    ? E.right(metadata)
    : E.left({ _tag: 'Corrupt', cause: `stream metadata ${JSON.stringify(data)}` })
}

/** The event that sets retention, filtering what else is there: access lists, and what others put in. */
export const metadataEvent = (before: JsonObject, metadata: StreamMetadata): NewEvent => {
  const { $maxAge: _age, $maxCount: _count, $tb: _before, ...others } = before
  const { maxAge, maxCount, truncateBefore } = metadata
  const data: JsonObject = {
    ...others,
    ...(maxAge !== undefined && { $maxAge: maxAge }),
    ...(maxCount !== undefined && { $maxCount: maxCount }),
    ...(truncateBefore !== undefined && { $tb: truncateBefore }),
  }
  return { id: randomUUID(), type: '$metadata', data, metadata: {} }
}

/** What was last said of a stream, and at which revision of its metastream. */
export const lastMetadata = (
  events: ReadonlyArray<RecordedEvent>,
): { readonly data: JsonObject; readonly expected: ExpectedRevision } => {
  const last = events.at(-1)
  return last === undefined
    ? { data: {}, expected: 'no-stream' }
    : { data: last.data, expected: Revision.is(last.revision) ? last.revision : 'any' }
}
