import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js'
import type {
  DeleteReq,
  DeleteResp,
  TombstoneReq,
  TombstoneResp,
} from '@eventstore/db-client/generated/streams_pb.js'
import type { Expected } from './stored-event.ts'
import { streams } from './generated.ts'
import { isStranger } from './faults.ts'
import type { Node } from './node.ts'
import {
  denied,
  notLeader,
  notReady,
  streamDeleted,
  timedOut,
  unauthenticated,
  wrongVersion,
} from './statuses.ts'
import { textOf } from './wire.ts'

const expectedOf = (options: TombstoneReq.Options | undefined): Expected => {
  if (options?.hasRevision()) return Number(options.getRevision())
  if (options?.hasNoStream()) return 'no-stream'
  return options?.hasStreamExists() ? 'stream-exists' : 'any'
}

export const tombstone =
  (node: Node) =>
  (call: ServerUnaryCall<TombstoneReq, TombstoneResp>, answer: sendUnaryData<TombstoneResp>): void => {
    const { faults, log } = node
    const options = call.request.getOptions()
    const stream = textOf(options?.getStreamIdentifier()?.getStreamName_asU8())
    if (faults.notReady) return answer(notReady())
    if (isStranger(faults, call.metadata)) return answer(unauthenticated())
    if (faults.denied) return answer(denied())
    if (faults.leader !== undefined && call.metadata.get('requires-leader')[0] === 'true')
      return answer(notLeader(faults.leader))
    const fault = faults.appends.shift()
    if (fault === 'cut-before') return node.cut()
    if (fault === 'timeout-before') return answer(timedOut())
    const expected = expectedOf(options)
    const outcome = log.tombstone(stream, expected)
    if (fault === 'cut-after') return node.cut()
    if (fault === 'timeout-after') return answer(timedOut())
    if (outcome === 'deleted') return answer(streamDeleted(stream))
    if (outcome === 'done') return answer(null, new streams.TombstoneResp())
    answer(wrongVersion(stream, typeof expected === 'number' ? expected : -2, outcome.actual))
  }

/** `Delete`: the soft one, which other programs use. */
export const softDelete =
  (node: Node) =>
  (call: ServerUnaryCall<DeleteReq, DeleteResp>, answer: sendUnaryData<DeleteResp>): void => {
    node.log.softDelete(textOf(call.request.getOptions()?.getStreamIdentifier()?.getStreamName_asU8()))
    answer(null, new streams.DeleteResp())
  }
