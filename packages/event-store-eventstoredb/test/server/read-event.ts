import type { ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js'
import { shared, streams } from './generated.ts'
import type { StoredEvent } from './stored-event.ts'

/** An event as it goes over the wire. */
export const readEvent = (entry: StoredEvent): Response => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent()
  const position = String(entry.position)
  recorded.setId(new shared.UUID().setString(entry.id))
  recorded.setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(new TextEncoder().encode(entry.stream)),
  )
  recorded.setStreamRevision(String(entry.revision))
  recorded.setCommitPosition(position).setPreparePosition(position)
  recorded.setData(entry.data).setCustomMetadata(entry.metadata)
  const map = recorded.getMetadataMap()
  map.set('type', entry.type).set('content-type', entry.contentType)
  map.set('created', String(BigInt(entry.created.getTime()) * 10_000n))
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position)
  return new streams.ReadResp().setEvent(event)
}
