import type { Revision } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { recognise, SubscriptionFailed } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Missing } from './notices.ts'

const pageSize = 500

/**
 * Whether the log has an event at each of these revisions, and none of them is ours: then nothing is missing that
 * should have been projected. Throws where the log can't be asked.
 */
export const stillThere = async (
  log: Pick<EventStore, 'readStream'>,
  { stream, from, to }: Missing,
): Promise<boolean> => {
  for (let next = from; next <= to; ) {
    const limit = Math.min(pageSize, to - next + 1)
    const read = await log.readStream(stream, { from: next as Revision, limit })()
    if (E.isLeft(read)) {
      switch (read.left._tag) {
        case 'StreamDeleted':
        case 'Corrupt':
          return false
        case 'Unavailable':
          throw new Error(`the log can't be reached: ${read.left.cause}`)
        case 'AccessDenied':
          throw new SubscriptionFailed(read.left)
        default:
          return read.left satisfies never
      }
    }
    for (const [n, recorded] of read.right.entries())
      if (recorded.revision !== next + n || recognise(recorded)._tag !== 'Foreign') return false
    if (read.right.length < limit) return false
    next += limit
  }
  return true
}
