import { ownVersions } from '@parley/contract'
import { type ClientFrame, type ProtocolError, readServerMessage } from '@parley/protocol'
import type { LatestSeen } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import type { Either } from 'fp-ts/lib/Either.js'
import { isLeft, isRight, left, right } from '../either.ts'
import type { Clock } from '../platform/clock.ts'
import { attempt } from '../platform/foreign.ts'
import { liveness } from './liveness.ts'
import { textOf, whereGiven } from './frame-text.ts'
import type { OpenSocket, Socket } from './socket.ts'

/** The connection ended before an answer came. */
export interface Disconnected {
  readonly _tag: 'Disconnected'
  readonly reason: string
  /** Nothing was heard for too long: the other side, or the way to it, is gone or slow. */
  readonly silent?: true
}

/** A frame that waits for an answer, before it has its number. */
export type Request = DistributiveOmit<Extract<ClientFrame, { readonly id: number }>, 'id'>
/** A frame that answers one. */
export type Reply = Extract<ServerFrame, { readonly id: number } | { readonly type: 'error' }>
/** A frame that comes unasked. */
export type Push = Exclude<ServerFrame, { readonly id: number } | { readonly type: 'error' }>

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

export type OnReply = (reply: Either<Disconnected, Reply>) => void

/** One live connection, from its opening to its end. It does not come back by itself: `reconnecting.ts` opens another. */
export interface Connection {
  /**
   * Asks. The answer is handed over in the step in which it comes: what came before it was taken in by then, and what
   * follows upon it, in the same WebSocket message too, was not.
   */
  readonly request: (frame: Request, take: OnReply) => void
  readonly say: (frame: ClientFrame) => void
  /** Asks at once whether the other side is there, and ends where nothing is heard. */
  readonly check: () => void
  readonly close: (reason?: string) => void
}

export interface ConnectionEvents {
  readonly onPush: (frame: Push) => void
  readonly onClosed: (reason: Disconnected) => void
}

export type Refused = ProtocolError | NoSocket | Disconnected

/** No socket could be made. */
interface NoSocket {
  readonly _tag: 'NoSocket'
  readonly message: string
}

/** What a connection is made with. */
export interface ConnectionParts {
  readonly openSocket: OpenSocket
  readonly url: string
  readonly clock: Clock
  /** How long the other side may be silent where an answer is due, in milliseconds. */
  readonly timeout: number
}

/** What the server says to who is let in. */
export type Welcome = Extract<ServerFrame, { readonly type: 'authenticated' }>

type Silent = Pick<Disconnected, 'silent'>
/** Who one is, by a token, and what one has seen of the log. */
export interface Introduction {
  readonly token: string
  readonly latest: LatestSeen | undefined
}

/** Opens a connection and authenticates; `onClosed` is called once, and only after this gave a connection. */
export const openConnection = async (
  { openSocket, url, clock, timeout }: ConnectionParts,
  { token, latest }: Introduction,
  events: ConnectionEvents,
): Promise<Either<Refused, { readonly connection: Connection; readonly welcome: Welcome }>> => {
  const made = attempt(() => openSocket(url))
  if (isLeft(made)) return left({ _tag: 'NoSocket', message: made.left })
  const socket: Socket = made.right
  let opened = (): void => undefined
  const open = new Promise<void>((resolve) => {
    opened = resolve
  })
  const waiting = new Map<number | undefined, OnReply>()
  let lastId = 0
  let ended: Disconnected | null = null
  let established = false

  const end = (reason: string, silent?: Silent): void => {
    if (ended !== null) return
    ended = { _tag: 'Disconnected', reason, ...silent }
    silence.end()
    // Nobody is to wait any longer for it to open.
    opened()
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null
    for (const answer of waiting.values()) answer(left(ended))
    waiting.clear()
    if (established) events.onClosed(ended)
  }
  const close = (reason = 'closed here', silent?: Silent): void => {
    end(reason, silent)
    attempt(() => socket.close())
  }
  const write = (text: string): void => {
    const sent = attempt(() => socket.send(text))
    if (isLeft(sent)) close(`nothing could be sent: ${sent.left}`)
  }
  const request: Connection['request'] = (frame, take) => {
    lastId += 1
    const id = lastId
    const text = textOf({ ...frame, id })
    const refuse = (reply: Either<Disconnected, Reply>): void => queueMicrotask(() => take(reply))
    if (ended !== null) return refuse(left(ended))
    // Nothing goes out that the server could not read, and so could not answer.
    if (isLeft(text)) return refuse(right({ type: 'error', id, error: text.left }))
    const asked = silence.asked()
    waiting.set(id, (reply) => {
      asked()
      take(reply)
    })
    write(text.right)
  }
  const silence = liveness(clock, timeout, {
    ask: () => {
      // Before it is let in it may not ask: the answer to `authenticate` is due anyway.
      if (established) request({ type: 'unsubscribe', channelIds: [] }, () => undefined)
    },
    giveUp: () => close('nothing was heard', { silent: true }),
  })

  const receive = (frame: ServerFrame): void => {
    if (!('id' in frame) && frame.type !== 'error') return events.onPush(frame)
    const answer = waiting.get(frame.id)
    waiting.delete(frame.id)
    // An error that answers nothing is about a frame that the server could not read: not one that this SDK writes.
    answer?.(right(frame))
  }
  socket.onopen = () => opened()
  socket.onclose = (event) => end(event.reason === '' ? `closed with code ${event.code}` : event.reason)
  socket.onerror = () => close('the connection failed')
  socket.onmessage = ({ data }) => {
    silence.heard()
    const frames = typeof data === 'string' ? readServerMessage(data) : null
    if (frames === null) return close('the server said what this version cannot read')
    for (const frame of frames) if (ended === null) receive(frame)
  }

  const opening = clock.later(2 * timeout, () => close('it did not open in time', { silent: true }))
  await open
  opening()
  const reply = await answered(
    { request },
    { type: 'authenticate', version: ownVersions, token, ...whereGiven({ latest }) },
  )
  if (isLeft(reply)) return reply
  if (reply.right.type !== 'authenticated') {
    close()
    return left(reply.right.type === 'error' ? reply.right.error : { _tag: 'NotAuthenticated' })
  }
  if (ended !== null) return left(ended)
  established = true
  const connection: Connection = {
    request,
    say: (frame) => {
      const text = textOf(frame)
      if (ended === null && isRight(text)) write(text.right)
    },
    check: silence.check,
    close: (reason) => close(reason),
  }
  return right({ connection, welcome: reply.right })
}

/** The answer to what is asked, for whom it does not matter in which step it comes. */
export const answered = (
  connection: Pick<Connection, 'request'>,
  frame: Request,
): Promise<Either<Disconnected, Reply>> => new Promise((resolve) => connection.request(frame, resolve))
