import { type ClientFrame, decodeServerMessage, type ProtocolError, protocolVersion } from '@parley/protocol'
import type { LatestSeen, ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import type { OpenSocket } from './socket.ts'

/** The connection ended before an answer came. */
export interface Disconnected {
  readonly _tag: 'Disconnected'
  readonly reason: string
}

/** A frame that waits for an answer, before it has its number. */
export type Request = DistributiveOmit<Extract<ClientFrame, { readonly id: number }>, 'id'>
/** A frame that answers one. */
export type Reply = Extract<ServerFrame, { readonly id: number } | { readonly type: 'error' }>
/** A frame that comes unasked. */
export type Push = Exclude<ServerFrame, { readonly id: number } | { readonly type: 'error' }>

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** One live connection, from its opening to its end. It does not come back by itself: `client.ts` opens another. */
export interface Line {
  readonly request: (frame: Request) => Promise<E.Either<Disconnected, Reply>>
  readonly say: (frame: ClientFrame) => void
  readonly close: () => void
}

export interface LineEvents {
  readonly onPush: (frame: Push) => void
  readonly onClosed: (reason: Disconnected) => void
}

export type Refused = ProtocolError | Disconnected

/** How long nothing may be heard before the other side is asked for a word, and then before it is given up, in milliseconds. */
const quiet = 30_000

type Answer = (reply: E.Either<Disconnected, Reply>) => void

/** With what one introduces oneself, and what one has seen of the log. */
export interface Introduction {
  readonly token: string
  readonly latest: LatestSeen | undefined
}

/** Opens a connection and authenticates; `onClosed` is called once, and only after this gave a line. */
export const openLine = async (
  openSocket: OpenSocket,
  url: string,
  { token, latest }: Introduction,
  events: LineEvents,
): Promise<E.Either<Refused, { readonly line: Line; readonly welcome: Welcome }>> => {
  const waiting = new Map<number, Answer>()
  const socket = openSocket(url)
  let lastId = 0
  let ended: Disconnected | null = null
  let established = false
  let quietFor = 0
  let opened: () => void = () => undefined
  const open = new Promise<void>((resolve) => {
    opened = resolve
  })

  const end = (reason: string): void => {
    if (ended !== null) return
    ended = { _tag: 'Disconnected', reason }
    clearInterval(listening)
    opened()
    for (const answer of waiting.values()) answer(E.left(ended))
    waiting.clear()
    if (established) events.onClosed(ended)
  }
  const close = (reason: string): void => {
    end(reason)
    socket.close()
  }
  const receive = (frame: ServerFrame): void => {
    if (!('id' in frame) && frame.type !== 'error') return events.onPush(frame)
    const id = frame.id
    const answer = id === undefined ? undefined : waiting.get(id)
    // An error that answers nothing is about a frame that the server could not read: not one that this SDK writes.
    if (id === undefined || answer === undefined) return
    waiting.delete(id)
    answer(E.right(frame))
  }
  // A connection can be gone without a word: nothing but an answer shows that it is not.
  const listening = setInterval(() => {
    quietFor += 1
    if (quietFor > 1) close('nothing was heard for too long')
    else if (established) void request({ type: 'unsubscribe', channelIds: [] })
  }, quiet)
  socket.onopen = () => opened()
  socket.onclose = (event) => end(event.reason === '' ? `closed with code ${event.code}` : event.reason)
  socket.onerror = () => end('the connection failed')
  socket.onmessage = ({ data }) => {
    if (ended !== null) return
    quietFor = 0
    const frames = typeof data === 'string' ? decodeServerMessage(data) : null
    if (frames === null || E.isLeft(frames)) return close('the server said what this version cannot read')
    for (const frame of frames.right) receive(frame)
  }

  const request: Line['request'] = (frame) =>
    new Promise((resolve) => {
      if (ended !== null) return resolve(E.left(ended))
      lastId += 1
      waiting.set(lastId, resolve)
      socket.send(JSON.stringify({ ...frame, id: lastId }))
    })
  const line: Line = {
    request,
    say: (frame) => {
      if (ended === null) socket.send(JSON.stringify(frame))
    },
    close: () => close('closed here'),
  }

  await open
  const reply = await request({
    type: 'authenticate',
    version: protocolVersion,
    token,
    ...(latest === undefined ? {} : { latest }),
  })
  if (E.isLeft(reply)) return reply
  if (reply.right.type !== 'authenticated') {
    close('not authenticated')
    return E.left(reply.right.type === 'error' ? reply.right.error : { _tag: 'NotAuthenticated' })
  }
  if (ended !== null) return E.left(ended)
  established = true
  return E.right({ line, welcome: reply.right })
}

/** What the server says to who is let in. */
export type Welcome = Extract<ServerFrame, { readonly type: 'authenticated' }>
