import type { Metadata } from '@grpc/grpc-js'

/** Where a leader is to be found. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

/** What the server does to a batch append beside its duty. */
export type AppendFault =
  /** Written, but the answer never comes. */
  | 'lose-answer'
  /** Written, then the connection is cut. */
  | 'cut-after'
  /** The connection is cut, and nothing is written. */
  | 'cut-before'
  /** Written, but the answer says that it took too long, as where the quorum is just lost. */
  | 'timeout-after'
  /** Not written, and the answer says that it took too long. */
  | 'timeout-before'
  /** Written only when `releaseLate` is called; until then, no answer. */
  | 'late'
  /** Another has written to the stream just before. */
  | 'overtaken'
  /** Refused for what the server has begun to write to the stream, and nobody can read. */
  | 'begun'
  /** Answered twice. */
  | 'answer-twice'

/** How a test server misbehaves; its tests change it as they go. */
export interface Faults {
  /** Of the appends to come, one fault each, first to last. */
  appends: Array<AppendFault>
  /** Starting, or without quorum: everything is refused. */
  notReady: boolean
  /** This node is a follower of that leader. */
  leader: Endpoint | undefined
  /** Whoever asks is told no. */
  denied: boolean
  /** Whoever is not this one, as `name:password`, is told that they are nobody. */
  user: string | undefined
  /** Single streams may be read, all of them may not: as those who are no administrators are told. */
  allDenied: boolean
  /** Bytes; above this an append is refused. */
  maxAppendSize: number
  /** Bytes; an append with an event above this is refused. */
  maxAppendEventSize: number
  /** Milliseconds before each answer to an append. */
  delay: number
  /** 22.10 has no `caughtUp`. */
  version: string
  /** So many subscriptions to come are never sent what is written after they caught up. */
  withholding: number
  /** It has the log up to this position only, in finite reads: a node that lags behind. */
  knows: number
  /** So many finite reads of all streams to come fail for a reason of the server's own, which it does not say. */
  hiccups: number
  /** Called once, as the next subscription is about to begin. */
  beforeSubscription: (() => void) | undefined
  /** What `late` appends wait for. */
  late: Array<() => void>
  /** Finite reads with a filter give nothing before this: as if they searched a long log. */
  search: Promise<void>
}

export const noFaults = (): Faults => ({
  appends: [],
  notReady: false,
  leader: undefined,
  denied: false,
  user: undefined,
  allDenied: false,
  maxAppendSize: 1024 * 1024,
  maxAppendEventSize: 2 ** 31 - 1,
  delay: 0,
  version: '23.10.8.0',
  withholding: 0,
  knows: Infinity,
  hiccups: 0,
  beforeSubscription: undefined,
  late: [],
  search: Promise.resolve(),
})

/** Whether a call with these headers is of somebody who is not known. */
export const isStranger = ({ user }: Faults, headers: Metadata): boolean =>
  user !== undefined && headers.get('authorization')[0] !== `Basic ${Buffer.from(user).toString('base64')}`
