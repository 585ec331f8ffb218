import type { ProtocolError } from '@parley/protocol'
import type { Disconnected } from './connection.ts'

/**
 * connecting: not there yet, or again; online: what is shown is followed; denied: no token that the server takes is
 * to be had, and nothing goes on before `retry`; closed: by `close`.
 */
export type Status = 'connecting' | 'online' | 'denied' | 'closed'

/** Why there is no connection. */
export type Unconnected =
  /** `token` threw, gave no text, or did not answer in time. */
  | { readonly _tag: 'NoToken'; readonly message: string }
  /** No socket could be made: the address is none, or the platform has no WebSocket. */
  | { readonly _tag: 'NoSocket'; readonly message: string }
  /** The server said no: to the token, to the version, or because it has too much to do. */
  | { readonly _tag: 'Refused'; readonly error: ProtocolError }
  | Disconnected

/** How things stand with the connection. Moments are on the clock of `performance.now()`, in milliseconds. */
export interface ConnectionState {
  readonly status: Status
  /** Why there is none; null while there is one, and before the first try has come to its end. */
  readonly reason: Unconnected | null
  /** Since when the status is what it is. */
  readonly since: number
  /** When another connection is tried; null while one is being tried, or none will be. */
  readonly nextTryAt: number | null
}
