import type { Position } from '@parley/domain'
import type { AccessDenied, Corrupt } from './errors.ts'
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

/** Why a subscription can't go on. Thrown, since an async iterable has no other way to end badly. */
export class SubscriptionFailed extends Error {
  readonly _tag = 'SubscriptionFailed'
  readonly reason: AccessDenied | Corrupt

  constructor(reason: AccessDenied | Corrupt) {
    super(`${reason._tag}: ${reason.cause}`)
    this.name = 'SubscriptionFailed'
    this.reason = reason
  }
}

/**
 * A subscription out of a generator that ends when its signal is aborted. `return()` aborts it, so that it also
 * ends while a `next()` is waiting; a bare generator would let `return()` wait behind that `next()` for ever.
 *
 * `closing` ends it from outside: the store's own signal.
 */
export const pulled = <A>(
  run: (ended: AbortSignal) => AsyncGenerator<A, undefined, undefined>,
  closing: AbortSignal,
): AsyncIterableIterator<A, undefined, undefined> => {
  const leaving = new AbortController()
  const messages = run(AbortSignal.any([leaving.signal, closing]))
  return {
    next: () => messages.next(),
    return: () => {
      leaving.abort()
      return messages.return(undefined)
    },
    throw: (error: unknown) => {
      leaving.abort()
      return messages.throw(error)
    },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
