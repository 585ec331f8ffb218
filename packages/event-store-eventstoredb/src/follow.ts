import { setTimeout } from 'node:timers/promises'
import { SubscriptionFailed } from '@parley/event-store'
import type { SubscribeQuery, SubscriptionMessage } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import type { Connection } from './connection.ts'
import type { Connections } from './connections.ts'
import { failureOf } from './failure.ts'
import type { Failure } from './failure.ts'
import { SubscriptionCall } from './subscription-call.ts'
import { Follower } from './follower.ts'
import { checkPosition } from './known-position.ts'
import type { CheckedPosition, KnownPosition } from './known-position.ts'
import { logProbe } from './log-probe.ts'
import type { Retry } from './retry.ts'
import { subscribeRequest } from './read-request.ts'
import { readOnce } from './reader.ts'
import { serverPositionOf } from './recorded.ts'
import { filtering } from './filtered.ts'

export interface FollowOptions {
  readonly connections: Connections
  /** Milliseconds of quiet after which a subscription looks whether it may say a checkpoint. */
  readonly checkpointAfter: number
  /** Milliseconds that a read may take to bring something. */
  readonly within: number
  /** How long a node that does not have the position yet is waited for. */
  readonly retry: (ended: AbortSignal) => Retry
}

/** How often a subscription may be found to withhold what is there before it is taken for dead. */
const mostWithheld = 3

const isSame = (one: KnownPosition, other: CheckedPosition): boolean =>
  other._tag === 'KnownPosition' &&
  one.before?.commit === other.before?.commit &&
  one.before?.prepare === other.before?.prepare

/** Follows over one connection until that fails; answers with how it did. */
async function* followOver(
  connection: Connection,
  { checkpointAfter, within, retry }: FollowOptions,
  { filter, atOnce }: Pick<SubscribeQuery, 'filter' | 'atOnce'>,
  follower: Follower,
  ended: AbortSignal,
): AsyncGenerator<SubscriptionMessage, Failure, undefined> {
  const from = follower.at
  const check = () =>
    checkPosition(
      from,
      (request, leaderOnly) => readOnce(connection, request, serverPositionOf, leaderOnly, within),
      retry(ended),
    )
  // Once a connection: a node that comes back may have been restored, or be another.
  const begins = await check()
  if (E.isLeft(begins)) return begins.left
  if (ended.aborted) return { _tag: 'lost', cause: 'it was left' }
  if (begins.right._tag === 'Corrupt') throw new SubscriptionFailed(begins.right)
  const probe = logProbe(connection, filter, within)
  const told = await connection.tellsCaughtUp()
  // What stands at the end before the subscription begins has been looked at once it has caught up.
  const end = told ? await probe.end() : undefined
  const call = await connection.read(subscribeRequest(begins.right.before, filter), false)
  const subscription = new SubscriptionCall(call, filtering(filter), atOnce)
  let begun = false
  let withheld = 0
  let quiet = 10
  try {
    while (!ended.aborted) {
      const waits = told || follower.live ? checkpointAfter : quiet
      const item = await subscription.next(waits, ended)
      if (item._tag === 'failed') return item.failure
      if (!begun && item._tag !== 'quiet') {
        // The event that it began behind is still there: so it was there when it began.
        const since = await check()
        if (E.isLeft(since)) return since.left
        if (!isSame(begins.right, since.right))
          return { _tag: 'lost', cause: 'the event that it began behind was removed' }
        begun = true
      }
      if (item._tag === 'events') yield* follower.events(item.events)
      if (item._tag === 'checkpoint') yield* follower.lookedAt(item.position)
      if (item._tag === 'fell-behind') yield* follower.fellBehind()
      if (item._tag === 'caught-up') yield* [...follower.lookedAt(end), ...follower.caughtUp()]
      if (item._tag !== 'quiet') {
        withheld = 0
        continue
      }
      // A few events that do not pass the filter bring no checkpoint, and before 23.10 nothing says that it has caught up.
      quiet = Math.min(quiet * 2, checkpointAfter)
      const empty = await probe.emptyUntil(follower.at)
      if (empty !== 'more') withheld = 0
      else if ((withheld += 1) >= mostWithheld) return { _tag: 'lost', cause: 'it withholds what is there' }
      else continue
      if (empty === undefined) continue
      yield* follower.lookedAt(empty)
      yield* follower.caughtUp()
    }
    return { _tag: 'lost', cause: 'it was left' }
  } finally {
    subscription.cancel()
  }
}

/**
 * Follows all streams, over one connection after another, for as long as it is pulled. Throws `SubscriptionFailed`
 * where waiting would not help.
 */
export async function* follow(
  options: FollowOptions,
  query: SubscribeQuery,
  ended: AbortSignal,
): AsyncGenerator<SubscriptionMessage, undefined, undefined> {
  const follower = new Follower(query.after)
  let pause = 10
  while (!ended.aborted) {
    const { connection, giveBack } = options.connections.take()
    const began = follower.at
    let failure: Failure | undefined
    try {
      failure = yield* followOver(connection, options, query, follower, ended)
    } catch (error) {
      if (error instanceof SubscriptionFailed) throw error
      failure = failureOf(error)
    } finally {
      giveBack(failure?._tag === 'lost' && !ended.aborted)
    }
    if (ended.aborted) break
    if (failure._tag === 'denied')
      throw new SubscriptionFailed({ _tag: 'AccessDenied', cause: failure.cause })
    yield* follower.fellBehind()
    pause = follower.at === began ? Math.min(pause * 2, 2000) : 10
    const wait = pause * (0.5 + Math.random() / 2)
    await setTimeout(wait, undefined, { signal: ended }).catch(() => undefined)
  }
  return undefined
}
