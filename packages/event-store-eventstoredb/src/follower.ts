import { Position } from '@parley/domain'
import { SubscriptionFailed } from '@parley/event-store'
import type { EventFilter, SubscriptionMessage } from '@parley/event-store'
import type { ReadResp } from '@eventstore/db-client/generated/streams_pb.js'
import * as E from 'fp-ts/lib/Either.js'
import { positionOf } from './recorded.ts'
import { isWanted, recordedAll } from './wanted.ts'

type Messages = ReadonlyArray<SubscriptionMessage>

/** What a subscription has seen and said, over all the connections of its life. */
export class Follower {
  readonly #wanted: (event: ReadResp.ReadEvent) => boolean
  #at: Position | undefined
  #live = false

  constructor(after: Position | undefined, filter: EventFilter | undefined) {
    this.#at = after
    this.#wanted = isWanted(filter)
  }

  /** Everything up to here has been looked at; absent: nothing yet. */
  get at(): Position | undefined {
    return this.#at
  }

  get live(): boolean {
    return this.#live
  }

  /** Events as they came; throws where one that is wanted can't be read. */
  events(events: ReadonlyArray<ReadResp.ReadEvent>): Messages {
    const after = this.#at
    const fresh = after === undefined ? events : events.filter((event) => positionOf(event) > after)
    const found = recordedAll(fresh.filter(this.#wanted))
    if (E.isLeft(found)) throw new SubscriptionFailed(found.left)
    const yielded = found.right.at(-1)?.position
    if (yielded !== undefined) this.#at = yielded
    const messages: Messages = found.right.length > 0 ? [{ _tag: 'events', events: found.right }] : []
    const last = fresh.at(-1)
    return last === undefined ? messages : [...messages, ...this.lookedAt(positionOf(last))]
  }

  /** Everything up to there has been looked at, and what was wanted of it has been yielded. */
  lookedAt(position: number | undefined): Messages {
    if (!Position.is(position) || (this.#at !== undefined && position <= this.#at)) return []
    this.#at = position
    return [{ _tag: 'checkpoint', position }]
  }

  caughtUp(): Messages {
    if (this.#live) return []
    this.#live = true
    return [{ _tag: 'caught-up' }]
  }

  fellBehind(): Messages {
    if (!this.#live) return []
    this.#live = false
    return [{ _tag: 'fell-behind' }]
  }
}
