import { channelStream, type TenantId } from '@parley/domain'
import { eventAt, type EventStore, outOfReach, type Unavailable } from '@parley/event-store'
import type { LatestSeen } from '@parley/contract'
import * as E from 'fp-ts/lib/Either.js'

/**
 * Whether the log has, at the same revision and position, the very event that a client has seen there. Then it has
 * everything before it as well, and all that the client holds is of this log. A log that was restored from an older
 * backup has no event there, or by now another one, of another time. Where the stream was deleted or cut off, it can't
 * be told, and the answer is no: the client then loads anew what it could have kept.
 */
export const isKnown = async (
  events: Pick<EventStore, 'readStream'>,
  tenantId: TenantId,
  { channelId, revision, position, at }: LatestSeen,
): Promise<E.Either<Unavailable, boolean>> => {
  const stream = channelStream(tenantId, channelId)
  const there = await eventAt(events, { stream, revision, position, at })
  if (E.isRight(there)) return E.right(there.right === 'same')
  const error = there.left
  switch (error._tag) {
    case 'StreamDeleted':
    case 'Corrupt':
      return E.right(false)
    case 'Unavailable':
      return E.left(error)
    case 'AccessDenied':
      return E.left(outOfReach(error))
    default:
      return error satisfies never
  }
}
