import type { EventStore } from '@parley/event-store'
import { SubscriptionFailed } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'

/** What is asked of the log to know what it keeps. */
export type KeepingLog = Pick<EventStore, 'readStream' | 'streamMetadata'>

/** How many streams are asked about at once. */
const atOnce = 16

/**
 * The first revision that the log keeps of each stream; no stream of which it is the very first. `Infinity`: it keeps
 * nothing, since the stream was deleted, or all of it fell out. Reading all streams may show more, until a store removes it
 * (LOG-17, LOG-18). Throws where the log can't be asked.
 */
export const keptFrom = async (
  log: KeepingLog,
  streams: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, number>> => {
  const found = new Map<string, number>()
  const waiting = [...streams]
  const ask = async (): Promise<void> => {
    for (let stream = waiting.pop(); stream !== undefined; stream = waiting.pop()) {
      const first = await firstKept(log, stream)
      if (first > 0) found.set(stream, first)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, streams.length) }, ask))
  return found
}

const firstKept = async (log: KeepingLog, stream: string): Promise<number> => {
  const read = await log.readStream(stream, { limit: 1 })()
  if (E.isLeft(read)) return ofUnread(read.left)
  const [first] = read.right
  if (first !== undefined) return first.revision
  // A read may be behind what was just appended: only where something is cut off is nothing kept.
  const metadata = await log.streamMetadata(stream)()
  if (E.isLeft(metadata)) return ofUnread(metadata.left)
  return Object.keys(metadata.right).length === 0 ? 0 : Infinity
}

type Unread = Extract<Awaited<ReturnType<ReturnType<EventStore['readStream']>>>, { _tag: 'Left' }>['left']

const ofUnread = (error: Unread): number => {
  switch (error._tag) {
    case 'StreamDeleted':
      return Infinity
    // What can't be read is found where it is projected.
    case 'Corrupt':
      return 0
    case 'Unavailable':
      throw new Error(`the log can't be reached: ${error.cause}`)
    case 'AccessDenied':
      throw new SubscriptionFailed(error)
    default:
      return error satisfies never
  }
}
