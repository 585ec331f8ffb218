import { Position } from '@parley/domain'
import { SubscriptionFailed } from '@parley/event-store'
import type { SubscriptionMessage } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { allOrCorrupt } from './filtered.ts'
import type { Filtered } from './filtered.ts'

type Messages = ReadonlyArray<SubscriptionMessage>

/** What a subscription has seen and said, over all the connections of its life. */
export class Follower {
  #at: Position | undefined
  #live = false

  constructor(after: Position | undefined) {
    this.#at = after
  }

  /** Everything up to here has been looked at; absent: nothing yet. */
  get at(): Position | undefined {
    return this.#at
  }

  get live(): boolean {
    return this.#live
  }

  /** Events as they came; throws where one that passes the filter can't be read. */
  events(kept: ReadonlyArray<Filtered>): Messages {
    const after = this.#at
    const fresh = kept.filter(({ position }) => after === undefined || position > after)
    const found = allOrCorrupt(fresh.flatMap(({ recorded }) => recorded ?? []))
    if (E.isLeft(found)) throw new SubscriptionFailed(found.left)
    const yielded = found.right.at(-1)?.position
    if (yielded !== undefined) this.#at = yielded
    const messages: Messages = found.right.length > 0 ? [{ _tag: 'events', events: found.right }] : []
    return [...messages, ...this.lookedAt(fresh.at(-1)?.position)]
  }

  /** Everything up to there has been looked at, and what passes the filter has been yielded. */
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
