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
 * beyond its end forwards there is nothing, and backwards an error. What they could not do for any other reason they
 * say by the same error.
 */
export const objectionToPosition = (node: Node, options: ReadReq.Options): Refused | undefined => {
  if (options.hasAll() && !options.hasSubscription() && node.faults.hiccups > 0) {
    node.faults.hiccups -= 1
    return new Refused(code.UNKNOWN, `Unexpected ${resultOf(options)}: Error`)
  }
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
  return new Refused(
    code.UNKNOWN,
    `Unexpected ${resultOf(options)}: ${modern && !beyond ? 'InvalidPosition' : 'Error'}`,
  )
}

const resultOf = (options: ReadReq.Options): string =>
  options.hasFilter() ? 'FilteredReadAllResult' : 'ReadAllResult'
