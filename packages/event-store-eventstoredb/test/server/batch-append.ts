import { randomUUID } from 'node:crypto'
import type { ServerDuplexStream } from '@grpc/grpc-js'
import type {
  BatchAppendReq,
  BatchAppendResp as Response,
} from '@eventstore/db-client/generated/streams_pb.js'
import type { AppendFault } from './faults.ts'
import { isRefusal } from './expected.ts'
import type { Expected } from './stored-event.ts'
import { shared, streams } from './generated.ts'
import { isStranger } from './faults.ts'
import type { Node } from './node.ts'
import type { Proposed } from './stored-event.ts'
import { detailOf, notLeader, unauthenticated } from './statuses.ts'
import { textOf, uuidOf } from './wire.ts'

interface Pending {
  readonly stream: string
  readonly expected: Expected
  readonly events: Array<Proposed>
  bytes: number
}

const another = (): Proposed => ({
  id: randomUUID(),
  type: 'Other',
  contentType: 'application/json',
  data: new TextEncoder().encode('{}'),
  metadata: new Uint8Array(),
})

/** Bytes of an event as the server counts them, its type at two a character. */
const sizeOf = ({ type, data, metadata }: Proposed): number => data.length + metadata.length + 2 * type.length

const expectedOf = (options: BatchAppendReq.Options): Expected => {
  if (options.hasStreamPosition()) return Number(options.getStreamPosition())
  if (options.hasNoStream()) return 'no-stream'
  return options.hasStreamExists() ? 'stream-exists' : 'any'
}

const answerTo = (node: Node, { stream, expected, events, bytes }: Pending): Response => {
  const response = new streams.BatchAppendResp()
  if (node.faults.notReady) return response.setError(detailOf.notReady())
  if (node.faults.denied) return response.setError(detailOf.denied())
  const most = node.faults.maxAppendEventSize
  const large = events.find((event) => sizeOf(event) > most)
  if (large !== undefined) return response.setError(detailOf.eventTooLarge(large.id, sizeOf(large), most))
  if (bytes > node.faults.maxAppendSize)
    return response.setError(detailOf.tooLarge(node.faults.maxAppendSize))
  const outcome = node.log.append(stream, expected, events)
  if (outcome === 'deleted') return response.setError(detailOf.deleted())
  if (isRefusal(outcome)) return response.setError(detailOf.conflict(outcome.actual))
  const position = new shared.AllStreamPosition()
  position.setCommitPosition(String(outcome.position)).setPreparePosition(String(outcome.position))
  const success = new streams.BatchAppendResp.Success()
  success.setCurrentRevision(String(outcome.revision)).setPosition(position)
  return response.setSuccess(success)
}

/** One duplex call carries many appends; each is answered by its correlation id. */
export const batchAppend =
  (node: Node) =>
  (call: ServerDuplexStream<BatchAppendReq, Response>): void => {
    const unfinished = new Map<string, Pending>()
    const leaderOnly = call.metadata.get('requires-leader')[0] === 'true'

    const answer = (id: string, pending: Pending, fault: AppendFault | undefined): void => {
      if (fault === 'cut-before') return node.cut()
      if (fault === 'late') {
        node.faults.late.push(() => node.log.append(pending.stream, pending.expected, pending.events))
        return
      }
      if (fault === 'overtaken') node.log.append(pending.stream, 'any', [another()])
      const before = fault === 'timeout-before'
      const silent = before || fault === 'begun'
      const response = silent ? new streams.BatchAppendResp() : answerTo(node, pending)
      if (fault === 'begun') response.setError(detailOf.conflict(node.log.events(pending.stream).length))
      if (fault === 'cut-after') return node.cut()
      if (fault === 'lose-answer') return
      if (before || fault === 'timeout-after') response.setError(detailOf.timeout())
      response.setCorrelationId(new shared.UUID().setString(id))
      const name = new shared.StreamIdentifier().setStreamName(new TextEncoder().encode(pending.stream))
      response.setStreamIdentifier(name)
      call.write(response)
      if (fault === 'answer-twice') call.write(response)
    }

    call.on('data', (request: BatchAppendReq) => {
      if (isStranger(node.faults, call.metadata)) {
        call.emit('error', unauthenticated())
        return
      }
      if (leaderOnly && node.faults.leader !== undefined) {
        call.emit('error', notLeader(node.faults.leader))
        return
      }
      const id = uuidOf(request.getCorrelationId())
      const options = request.getOptions()
      if (options !== undefined) {
        const stream = textOf(options.getStreamIdentifier()?.getStreamName_asU8())
        unfinished.set(id, { stream, expected: expectedOf(options), events: [], bytes: 0 })
      }
      const pending = unfinished.get(id)
      if (pending === undefined) return
      for (const message of request.getProposedMessagesList()) {
        const map = message.getMetadataMap()
        const [data, metadata] = [message.getData_asU8(), message.getCustomMetadata_asU8()]
        const type = map.get('type') ?? ''
        const contentType = map.get('content-type') ?? ''
        const event = { id: uuidOf(message.getId()), type, contentType, data, metadata }
        pending.events.push(event)
        pending.bytes += sizeOf(event)
      }
      if (!request.getIsFinal()) return
      unfinished.delete(id)
      node.appends += 1
      const fault = node.faults.appends.shift()
      if (node.faults.delay === 0) answer(id, pending, fault)
      else setTimeout(() => answer(id, pending, fault), node.faults.delay)
    })
    call.on('end', () => call.end())
    call.on('error', () => undefined)
  }
