import { Metadata, status } from '@grpc/grpc-js'
import type { Corrupt } from '@parley/event-store'
import * as t from 'io-ts'

/** What went wrong with a call, as far as the adapter acts on it. */
export type Failure =
  /** Another node leads; the connection turns to it with the next call. */
  | { readonly _tag: 'not-leader'; readonly cause: string }
  | { readonly _tag: 'denied'; readonly cause: string }
  | { readonly _tag: 'deleted' }
  /** All streams can't be read from that position; or, up to 23.10, something that the server does not say. */
  | Corrupt
  /** The stream stands elsewhere: a tombstone's answer. */
  | { readonly _tag: 'conflict'; readonly actual: number }
  /** No answer, or none that says more. What the call asked for may have been done. */
  | { readonly _tag: 'lost'; readonly cause: string }

/** A gRPC error as it reaches us: raw from the stubs, or wrapped by the client. */
const Grpc = t.intersection([
  t.type({ message: t.string }),
  t.partial({ code: t.number, details: t.string, metadata: t.unknown }),
])

/** What servers say of a position at which no event begins: in reads, and since 24 in subscriptions. */
const noPosition = /Unexpected (Filtered)?ReadAllResult: (Error|InvalidPosition)|from an invalid position/

/** Reads what a call was rejected with. Anything unknown is `lost`: nothing is concluded from it. */
export const failureOf = (error: unknown): Failure => {
  if (!Grpc.is(error)) return { _tag: 'lost', cause: String(error) }
  const trailer = (key: string): string | undefined =>
    error.metadata instanceof Metadata ? error.metadata.get(key)[0]?.toString() : undefined
  const exception = trailer('exception')
  if (exception === 'not-leader') return { _tag: 'not-leader', cause: error.message }
  if (exception === 'access-denied') return { _tag: 'denied', cause: error.message }
  if (exception === 'stream-deleted') return { _tag: 'deleted' }
  if (exception === 'wrong-expected-version')
    return { _tag: 'conflict', actual: Number(trailer('actual-version') ?? -1) }
  if (error.code === status.UNAUTHENTICATED || error.code === status.PERMISSION_DENIED)
    return { _tag: 'denied', cause: error.message }
  return { _tag: noPosition.test(error.message) ? 'Corrupt' : 'lost', cause: error.message }
}
