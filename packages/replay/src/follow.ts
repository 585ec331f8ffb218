import type { Position } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import type { GivenAs } from './given.ts'
import { messagesOf } from './messages.ts'
import type { ReplayPage } from './page.ts'
import { type GivenBy, pagesOf, type Usual } from './replay.ts'
import { filterOf, type Selection } from './selection.ts'

/** Which events, and how they are given. */
export type FollowOptions = Selection &
  GivenAs & {
    /** Only events after this position; absent: from the beginning. */
    readonly from?: Position
    /** Ends it. */
    readonly stop?: AbortSignal
  }

/**
 * The events of a log as by `replay`, and then those that come, as they come, until it is stopped or left. A log that
 * can't be reached is waited for. Throws `ReplayFailed` where it can't be read, and a `RangeError` as `replay` does.
 *
 * @example
 * for await (const { events } of follow(log, { types: ['MessageSent'], from: end, stop: ending.signal })) show(events)
 */
export const follow = <const Options extends FollowOptions = Usual>(
  log: Pick<EventStore, 'subscribe'>,
  options?: Options,
): AsyncGenerator<ReplayPage<GivenBy<Options>>, undefined, undefined> => {
  const page = pagesOf(options ?? {})
  return followed(log, options ?? {}, page) as AsyncGenerator<
    ReplayPage<GivenBy<Options>>,
    undefined,
    undefined
  >
}

async function* followed(
  log: Pick<EventStore, 'subscribe'>,
  options: FollowOptions,
  page: ReturnType<typeof pagesOf>,
): AsyncGenerator<ReplayPage<unknown>, undefined, undefined> {
  const { from, stop } = options
  const query = { ...(from === undefined ? {} : { after: from }), filter: filterOf(options) }
  for await (const message of messagesOf(log, query, { stop })) {
    const last = message._tag === 'events' ? message.events.at(-1)?.position : undefined
    if (message._tag === 'events' && last !== undefined) yield page(message.events, last)
    if (message._tag === 'checkpoint') yield page([], message.position)
  }
  return undefined
}
