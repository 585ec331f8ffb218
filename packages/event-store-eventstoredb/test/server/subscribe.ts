import { once } from 'node:events'
import type { ServerWritableStream } from '@grpc/grpc-js'
import type { ReadReq, ReadResp as Response } from '@eventstore/db-client/generated/streams_pb.js'
import { streams } from './generated.ts'
import type { Node } from './node.ts'
import { readEvent } from './read-event.ts'
import { matching } from './read-filter.ts'
import type { StoredEvent } from './stored-event.ts'

type Call = ServerWritableStream<ReadReq, Response>

const checkpoint = (entry: StoredEvent): Response => {
  const at = String(entry.position)
  const mark = new streams.ReadResp.Checkpoint().setCommitPosition(at).setPreparePosition(at)
  return new streams.ReadResp().setCheckpoint(mark)
}

/**
 * As there: what stands at the position or comes next, filtered or not, is taken for the event that was named, and it
 * begins behind that.
 */
const beginningAfter = ({ log: { entries } }: Node, after: number): number => {
  if (after === 0) return 0
  const named = entries.findIndex((entry) => entry.position >= after)
  return named < 0 ? entries.length : named + 1
}

const follow = async (node: Node, call: Call, options: ReadReq.Options): Promise<void> => {
  const ended = new AbortController()
  call.on('cancelled', () => ended.abort())
  call.on('close', () => ended.abort())
  const filter = options.getFilter()
  const matches = matching(filter)
  const interval = (filter?.getMax() || 32) * (filter?.getCheckpointintervalmultiplier() ?? 1)
  const after = Number(options.getAll()?.getPosition()?.getCommitPosition() ?? 0)
  const hasCaughtUp = !node.faults.version.startsWith('22.')
  const send = async (response: Response): Promise<void> => {
    if (!call.write(response) && !ended.signal.aborted) await once(call, 'drain', { signal: ended.signal })
  }
  await send(new streams.ReadResp().setConfirmation(new streams.ReadResp.SubscriptionConfirmation()))

  const withheld = node.faults.withholding > 0
  if (withheld) node.faults.withholding -= 1
  let next = beginningAfter(node, after)
  let live = false
  let looked = 0
  while (!ended.signal.aborted) {
    const entry = live && withheld ? undefined : node.log.entries[next]
    if (entry !== undefined) {
      next += 1
      looked += 1
      if (matches(entry)) await send(readEvent(entry))
      if (filter !== undefined && looked % interval === 0) await send(checkpoint(entry))
    } else if (!live) {
      live = true
      if (hasCaughtUp) await send(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()))
    } else {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          unwatch()
          ended.signal.removeEventListener('abort', wake)
          resolve()
        }
        const unwatch = node.log.watch(wake)
        ended.signal.addEventListener('abort', wake)
      })
    }
  }
}

/** A subscription to all: what is there, then what comes, until whoever asked goes away. */
export const subscribe = (node: Node, call: Call, options: ReadReq.Options): void => {
  // It ends by being aborted, which is no failure of the server.
  node.following.add(call)
  follow(node, call, options)
    .catch(() => undefined)
    .finally(() => node.following.delete(call))
}
