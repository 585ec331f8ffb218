import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js'
import { status as code } from '@grpc/grpc-js'
import type { StoredEvent } from './stored-event.ts'
import { streams } from './generated.ts'
import type { Node } from './node.ts'
import { Refused } from './statuses.ts'

/** What this node has of the log by now. */
export const entriesOf = ({ log, faults }: Node): ReadonlyArray<StoredEvent> =>
  faults.knows === Infinity ? log.entries : log.entries.filter(({ position }) => position <= faults.knows)

/**
 * What stands against reading all from there. As seen of real servers: within the log, only where an event begins;
 * beyond its end forwards there is nothing, and backwards an error.
 */
export const objectionToPosition = (node: Node, options: ReadReq.Options): Refused | undefined => {
  const at = options.getAll()?.getPosition()
  if (at === undefined) return undefined
  const position = Number(at.getCommitPosition())
  const entries = entriesOf(node)
  const beyond = position > (entries.at(-1)?.position ?? 0)
  if (position === 0 || (!beyond && node.log.hasPosition(position))) return undefined
  const back = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS
  if (beyond && !back) return undefined
  const modern = Number.parseInt(node.faults.version, 10) >= 24
  if (options.hasSubscription())
    return modern
      ? new Refused(code.INVALID_ARGUMENT, 'Trying to read from an invalid position.')
      : new Refused(code.UNKNOWN, 'Exception was thrown by handler.')
  const result = options.hasFilter() ? 'FilteredReadAllResult' : 'ReadAllResult'
  return new Refused(code.UNKNOWN, `Unexpected ${result}: ${modern && !beyond ? 'InvalidPosition' : 'Error'}`)
}
