import type { LatestSeen } from '@parley/contract'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, isRight } from '../either.ts'
import type { Clock } from '../platform/clock.ts'
import { attempt } from '../platform/foreign.ts'
import type { Signals } from '../platform/signals.ts'
import { backoff } from './backoff.ts'
import type { ConnectionState, Unconnected } from './connection-state.ts'
import {
  type Connection,
  type Disconnected,
  openConnection,
  type Push,
  type Refused,
  type Welcome,
} from './connection.ts'
import { askedFor } from './passing.ts'
import { renewing } from './renewing.ts'
import type { OpenSocket } from './socket.ts'
import { type TokenRefused, tokens, type TokenSource } from './tokens.ts'

/** What a connection is made with. */
export interface ReconnectingParts {
  readonly url: string
  readonly token: TokenSource
  /** The latest that was seen of the log, for the server to say whether it is still the same. */
  readonly latest: () => LatestSeen | undefined
  readonly openSocket: OpenSocket
  readonly wait: (failures: number) => number
  readonly clock: Clock
  readonly signals: Signals
}

/** What is done with a connection that lets one in. */
export interface Use {
  readonly receive: (push: Push) => void
  /** Brings the state up to date; until then the connection serves nobody else. Left: it can't be done over this one. */
  readonly begin: () => Promise<Either<unknown, void>>
  /** The state is up to date: the connection serves everybody. */
  readonly ready: () => void
}

export interface ReconnectingEvents {
  readonly onState: (state: ConnectionState) => void
  /** A connection is open. Null: it is not to be used, since its token is somebody else's. */
  readonly onOpen: (connection: Connection, welcome: Welcome) => Use | null
  /** The connection is gone. */
  readonly onLost: () => void
}

/** One connection after another, until it is closed. */
export interface Reconnecting {
  /** Tries at once, with a token that is asked for anew: after a denial too. */
  readonly retry: () => void
  readonly close: () => void
}

/** How long the other side may be silent where an answer is due, in milliseconds; and at the most, where it is slow. */
const timeout = 4_000
const longestTimeout = 30_000

/** A connection that lasted so long, in milliseconds, counts as a good one: the next is tried soon. */
const good = 5_000

/** A client is one person's: what waits in it to be sent is theirs. */
const somebodyElse: TokenRefused = { _tag: 'AuthenticationFailed', reason: 'the token is somebody else’s' }

export const reconnecting = (parts: ReconnectingParts, events: ReconnectingEvents): Reconnecting => {
  const { clock } = parts
  const source = tokens(clock, parts.token)
  let state: ConnectionState = { status: 'connecting', reason: null, since: clock.now(), nextTryAt: null }
  let failures = 0
  let silences = 0
  /** The try under way, or the last: one that is overtaken by `close` or a new one comes to nothing. */
  let latest = 0
  let connection: Connection | null = null
  let cancel: () => void = () => undefined

  const isWaiting = (): boolean => state.nextTryAt !== null
  const isClosed = (): boolean => state.status === 'closed'
  const set = (change: Pick<ConnectionState, 'status'> & Partial<ConnectionState>): void => {
    const since = change.status === state.status ? state.since : clock.now()
    state = { ...state, nextTryAt: null, ...change, since }
    events.onState(state)
  }
  const waitFor = (): number => {
    const asked = attempt(() => parts.wait(failures))
    const usable = isRight(asked) && Number.isFinite(asked.right) && asked.right >= 0
    return usable ? asked.right : backoff(failures)
  }
  const tryAgain = (reason: Unconnected): void => {
    connection = null
    if (isClosed()) return
    // Who is told to come later comes later.
    const wait = Math.max(reason._tag === 'Refused' ? askedFor(reason.error) : 0, waitFor())
    failures += 1
    set({ status: 'connecting', reason, nextTryAt: clock.now() + wait })
    cancel()
    cancel = clock.later(wait, () => void run())
  }
  const lost = (reason: Disconnected): void => {
    silences = reason.silent === undefined ? 0 : silences + 1
    tryAgain(reason)
  }
  const deny = (reason: Unconnected): void => {
    connection = null
    if (!isClosed()) set({ status: 'denied', reason })
  }

  const run = async (): Promise<void> => {
    cancel()
    latest += 1
    const mine = latest
    const isMine = (): boolean => mine === latest && !isClosed()
    if (isWaiting() || state.status !== 'connecting') set({ status: 'connecting' })
    const token = await source.ask()
    if (!isMine()) return
    if (isLeft(token)) return token.left.denied ? deny(token.left.reason) : tryAgain(token.left.reason)
    let use: Use | null = null
    let openedAt = clock.now()
    let endRenewing: (() => void) | null = null
    const opened = await openConnection(
      { ...parts, timeout: Math.min(longestTimeout, timeout * 2 ** silences) },
      { token: token.right, latest: parts.latest() },
      {
        onPush: (push) => use?.receive(push),
        onClosed: (reason) => {
          endRenewing?.()
          if (!isMine()) return
          if (state.status === 'online' && clock.now() - openedAt >= good) failures = 0
          events.onLost()
          lost(reason)
        },
      },
    )
    if (isLeft(opened)) return isMine() ? refuse(token.right, opened.left) : undefined
    const { connection: there, welcome } = opened.right
    if (!isMine()) return there.close()
    connection = there
    use = events.onOpen(there, welcome)
    if (use === null) {
      latest += 1
      there.close()
      return deny({ _tag: 'Refused', error: somebodyElse })
    }
    source.forget()
    endRenewing = renewing(clock, there, source, welcome.expiresIn)
    openedAt = clock.now()
    const begun = await use.begin()
    // A connection that is lost meanwhile has said so by `onClosed`; one that can't answer is given up for another.
    if (isLeft(begun)) return there.close('it could not catch up')
    if (!isMine() || connection !== there) return there.close()
    set({ status: 'online', reason: null })
    use.ready()
  }

  const refuse = (token: string, refused: Refused): void => {
    if (refused._tag === 'Disconnected') return lost(refused)
    if (refused._tag === 'NoSocket') return tryAgain(refused)
    const reason = { _tag: 'Refused', error: refused } as const
    if (refused._tag === 'UnsupportedVersion') return deny(reason)
    if (refused._tag !== 'AuthenticationFailed') return tryAgain(reason)
    source.refused(token, refused)
    if (refused.passing !== undefined) return tryAgain(reason)
    // Unless there is another token, this was the last word.
    set({ status: 'connecting', reason })
    void run()
  }

  const leave = attempt(() =>
    parts.signals((signal) => {
      connection?.check()
      // Once the network is there again, or somebody looks, there is no reason to wait.
      if (signal !== 'offline' && isWaiting()) void run()
    }),
  )
  void run()

  return {
    retry: () => {
      if (state.status !== 'denied' && !isWaiting()) return
      source.forget()
      failures = 0
      void run()
    },
    close: () => {
      if (isClosed()) return
      cancel()
      if (isRight(leave)) attempt(leave.right)
      set({ status: 'closed', reason: null })
      connection?.close()
    },
  }
}
