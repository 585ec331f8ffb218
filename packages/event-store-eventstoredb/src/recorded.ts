import { Position, Revision, timestampOf } from '@parley/domain'
import type { Timestamp } from '@parley/domain'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import type { Corrupt, JsonObject, RecordedEvent } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { PathReporter } from 'io-ts/lib/PathReporter.js'
import type { ServerPosition } from './read-request.ts'
import { uuidOf } from './uuid.ts'

/** What JSON.parse gave and is an object: its parts are JSON already. */
const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const Json = new t.Type<JsonObject>(
  'JsonObject',
  isJsonObject,
  (value, context) => (isJsonObject(value) ? t.success(value) : t.failure(value, context)),
  t.identity,
)

const Recorded = t.type(
  {
    id: t.string,
    type: t.string,
    data: Json,
    metadata: Json,
    stream: t.string,
    revision: Revision,
    position: Position,
  },
  'RecordedEvent',
)

// For short texts several times as fast as a TextDecoder.
const textOf = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8')

const parse = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(textOf(bytes))
  } catch {
    return undefined
  }
}

/** `created` counts ticks of 100 ns since 1970. */
const momentOf = (ticks: string | undefined): Timestamp | undefined => {
  const date = new Date(Number(ticks?.slice(0, -4)))
  return Number.isNaN(date.getTime()) ? undefined : timestampOf(date)
}

/** The server's position of an event. */
export const serverPositionOf = (event: ReadResp.ReadEvent): ServerPosition => {
  const record = event.getEvent()
  const commit = event.hasCommitPosition() ? event.getCommitPosition() : record?.getCommitPosition()
  return { commit: String(commit), prepare: String(record?.getPreparePosition()) }
}

/**
 * Our position of an event is its commit position: the server also knows a prepare position, and the two are the
 * same for every event written over gRPC. They differ only in transactions of the TCP interface that is gone since
 * version 24; there the events of one transaction share a commit position, so that it can't tell them apart.
 */
export const positionOf = (event: ReadResp.ReadEvent): number => Number(serverPositionOf(event).commit)

/** The stream and the type of an event: what filters go by. */
export const nameOf = (event: ReadResp.ReadEvent): { readonly stream: string; readonly type: string } => {
  const record = event.getEvent()
  return {
    stream: textOf(record?.getStreamIdentifier()?.getStreamName_asU8()),
    type: record?.getMetadataMap().get('type') ?? '',
  }
}

/** Why the content of an event can't be given; absent: it can. */
const unreadable = (
  data: unknown,
  metadata: unknown,
  { commit, prepare }: ServerPosition,
): string | undefined => {
  if (commit !== prepare) return 'it lies in a transaction of the old TCP interface'
  if (!isJsonObject(data)) return 'its data are no JSON object'
  return isJsonObject(metadata) ? undefined : 'its metadata are no JSON object'
}

/** Decodes an event off the wire. `Corrupt`: it says not even where it stands. */
export const recordedOf = (event: ReadResp.ReadEvent): E.Either<Corrupt, RecordedEvent> => {
  const record = event.getEvent()
  if (record === undefined) return E.left({ _tag: 'Corrupt', cause: 'a link to an event that is gone' })
  const kept = record.getMetadataMap()
  const written = record.getCustomMetadata_asU8()
  const [data, metadata] = [parse(record.getData_asU8()), written.length === 0 ? {} : parse(written)]
  const why = unreadable(data, metadata, serverPositionOf(event))
  const candidate = {
    id: uuidOf(record.getId()),
    type: kept.get('type'),
    data: why === undefined ? data : {},
    metadata: why === undefined ? metadata : {},
    ...(why === undefined ? {} : { unreadable: why }),
    stream: textOf(record.getStreamIdentifier()?.getStreamName_asU8()),
    revision: Number(record.getStreamRevision()),
    position: positionOf(event),
  }
  const recordedAt = momentOf(kept.get('created'))
  if (Recorded.is(candidate) && recordedAt !== undefined) return E.right({ ...candidate, recordedAt })
  const where = `${candidate.type} at ${candidate.revision} of ${candidate.stream}`
  return E.left({
    _tag: 'Corrupt',
    cause: `${where}: ${PathReporter.report(Recorded.decode(candidate)).join('; ')}`,
  })
}
