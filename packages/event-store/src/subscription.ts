import type { Position } from '@parley/domain'
import type { RecordedEvent } from './event.ts'

/** What a subscription yields. */
export type SubscriptionMessage =
  /** Events in the order of their positions, at least one. */
  | { readonly _tag: 'events'; readonly events: ReadonlyArray<RecordedEvent> }
  /** Everything up to this position was looked at, though nothing matched: store it to begin from there. */
  | { readonly _tag: 'checkpoint'; readonly position: Position }
  /** All that was there has been yielded; what follows comes as it happens. */
  | { readonly _tag: 'caught-up' }
  /** More has come than was pulled, or the connection was lost: it reads on from where it is. */
  | { readonly _tag: 'fell-behind' }

/**
 * A subscription is pulled, so that order and backpressure hold: the next message is made when it is asked for.
 * It survives a lost connection by itself, and goes on after the last yielded position, without gap or repeat.
 * It ends by `return()` (leaving a `for await`), or when the store is closed. It throws only what can't be
 * mended by waiting: `AccessDenied` or `Corrupt`, as a `SubscriptionFailed`.
 */
export type Subscription = AsyncIterableIterator<SubscriptionMessage, undefined, undefined>
