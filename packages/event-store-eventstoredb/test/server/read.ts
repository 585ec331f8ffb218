import type { ServerWritableStream } from '@grpc/grpc-js'
import type { ReadReq, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js'
import { shared, streams } from './generated.ts'
import { isStranger } from './faults.ts'
import type { Node } from './node.ts'
import { entriesOf, objectionToPosition } from './position.ts'
import { readEvent } from './read-event.ts'
import { matching } from './read-filter.ts'
import { denied, notLeader, notReady, streamDeleted, unauthenticated } from './statuses.ts'
import { subscribe } from './subscribe.ts'
import type { StoredEvent } from './stored-event.ts'
import { textOf } from './wire.ts'

type Call = ServerWritableStream<ReadReq, Response>

/** The entries that a finite read asks for; undefined where the stream is missing. */
const found = (node: Node, options: ReadReq.Options): ReadonlyArray<StoredEvent> | undefined => {
  const back = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  const stream = options.getStream()
  if (stream !== undefined) {
    const kept = node.log.readable(textOf(stream.getStreamIdentifier()?.getStreamName_asU8()))
    const from = stream.hasRevision() ? Number(stream.getRevision()) : undefined
    if (back) return kept?.filter((entry) => from === undefined || entry.revision <= from).toReversed()
    return kept?.filter((entry) => from === undefined || entry.revision >= from)
  }
  const at = options.getAll()?.getPosition()
  const from = at === undefined ? undefined : Number(at.getCommitPosition())
  // As there: forwards the event at the position itself comes first, backwards only what is before it.
  const all = back
    ? entriesOf(node)
        .filter((entry) => from === undefined || entry.position < from)
        .toReversed()
    : entriesOf(node).filter((entry) => from === undefined || entry.position >= from)
  return all.filter(matching(options.getFilter()))
}

/** `Read`: finite reads of a stream or of all, and subscriptions to all. */
export const read =
  (node: Node) =>
  (call: Call): void => {
    call.on('error', () => undefined)
    const options = call.request.getOptions() ?? new streams.ReadReq.Options()
    const subscription = options.hasSubscription()
    node.reads.push({ subscription, filtered: options.hasFilter(), peer: call.getPeer() })
    const leader = node.faults.leader
    if (node.faults.notReady) return void call.emit('error', notReady())
    if (isStranger(node.faults, call.metadata)) return void call.emit('error', unauthenticated())
    if (node.faults.denied || (node.faults.allDenied && options.hasAll()))
      return void call.emit('error', denied())
    if (leader !== undefined && call.metadata.get('requires-leader')[0] === 'true')
      return void call.emit('error', notLeader(leader))
    if (subscription) {
      node.faults.beforeSubscription?.()
      node.faults.beforeSubscription = undefined
    }
    const refused = objectionToPosition(node, options)
    if (refused !== undefined) return void call.emit('error', refused)
    if (subscription) return subscribe(node, call, options)

    if (!options.hasFilter()) return answerFinite(node, call, options)
    void answerFound(node, call, options)
  }

const answerFound = async (node: Node, call: Call, options: ReadReq.Options): Promise<void> => {
  await node.faults.search
  if (!call.cancelled) answerFinite(node, call, options)
}

const answerFinite = (node: Node, call: Call, options: ReadReq.Options): void => {
  const identifier = options.getStream()?.getStreamIdentifier()
  const stream = textOf(identifier?.getStreamName_asU8())
  const deletedName = stream.startsWith('$$') ? stream.slice(2) : stream
  if (identifier !== undefined && node.log.isTombstoned(deletedName)) {
    call.emit('error', streamDeleted(deletedName))
    return
  }
  const entries = found(node, options)
  if (entries === undefined) {
    const missing = new streams.ReadResp.StreamNotFound()
    missing.setStreamIdentifier(new shared.StreamIdentifier().setStreamName(new TextEncoder().encode(stream)))
    call.write(new streams.ReadResp().setStreamNotFound(missing))
  }
  for (const entry of (entries ?? []).slice(0, Number(options.getCount()))) call.write(readEvent(entry))
  const last = node.log.events(stream).length - 1
  if (
    entries !== undefined &&
    identifier !== undefined &&
    options.getControlOption()?.getCompatibility() === 1
  )
    call.write(new streams.ReadResp().setLastStreamPosition(String(last)))
  call.end()
}
