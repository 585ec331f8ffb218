import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js'
import type { ExpectedRevision } from '@parley/event-store'
import type { Encoded } from './encoded.ts'
import { shared, streams } from './generated.ts'

/** The most bytes of events in one message: servers refuse messages of 4 MiB, and with them the whole call. */
const chunkBytes = 1024 * 1024

export const identifierOf = (stream: string): InstanceType<typeof shared.StreamIdentifier> =>
  new shared.StreamIdentifier().setStreamName(new TextEncoder().encode(stream))

const optionsOf = (stream: string, expected: ExpectedRevision): BatchAppendReq.Options => {
  // No deadline: it would be a time of day by this machine's clock. The server's own limit holds (2 s).
  const options = new streams.BatchAppendReq.Options().setStreamIdentifier(identifierOf(stream))
  if (expected === 'any') return options.setAny(new shared.Empty())
  if (expected === 'no-stream') return options.setNoStream(new shared.Empty())
  return options.setStreamPosition(String(expected))
}

/** The messages of one append, the last of them final. */
export const appendRequests = (
  correlationId: string,
  stream: string,
  expected: ExpectedRevision,
  events: Encoded,
): ReadonlyArray<BatchAppendReq> => {
  const id = new shared.UUID().setString(correlationId)
  let request = new streams.BatchAppendReq().setCorrelationId(id).setOptions(optionsOf(stream, expected))
  const requests = [request]
  let size = 0
  for (const { message, bytes } of events.messages) {
    if (size > 0 && size + bytes > chunkBytes) {
      request = new streams.BatchAppendReq().setCorrelationId(id)
      requests.push(request)
      size = 0
    }
    request.addProposedMessages(message)
    size += bytes
  }
  request.setIsFinal(true)
  return requests
}
