import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { allowances, type Engine, type EngineStats } from '@parley/engine'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Verifier } from '@parley/auth'
import { type Clock, systemClock } from '@parley/runtime'
import { roomAudience } from './ephemeral/audience.ts'
import type { EphemeralOf } from './ephemeral/ephemeral.ts'
import { localEphemeral } from './ephemeral/local-ephemeral.ts'
import { watchers } from './ephemeral/watchers.ts'
import { defaultLimits, type GatewayLimits } from './limits.ts'
import type { Logger } from '@parley/runtime'
import { budget } from './session/budget.ts'
import { deadlines } from './session/deadlines.ts'
import { seats } from './rates/seats.ts'
import { flusher } from './session/flusher.ts'
import { session, type Session, waitForSeat } from './session/session.ts'
import { toldFrames } from './session/told-frames.ts'
import { receiptsFrames } from './session/told-receipts.ts'
import { turns } from './session/turns.ts'
import { addressOf, type TrustedProxies } from './socket/address.ts'
import { liveness } from './socket/liveness.ts'
import { isAllowedOrigin, type OriginPolicy } from './socket/origin.ts'
import { refuseUpgrade } from './socket/refuse.ts'
import { WsSocket } from './socket/ws-socket.ts'

/** What a gateway lets people do, and whom it lets in. */
export interface GatewayOptions {
  /** What all that is asked goes to, and what tells who watches. */
  readonly engine: Engine
  readonly verifier: Verifier
  readonly log: Logger
  /** Limits that shall not be the usual ones. */
  readonly limits?: Partial<GatewayLimits>
  /** Which pages may connect; those of the same host unless given. */
  readonly origins?: OriginPolicy
  /** The proxies whose `X-Forwarded-For` is taken for where somebody connects from; none unless given. */
  readonly proxies?: TrustedProxies
  /** How typing and presence go about; within this process unless given. */
  readonly ephemeral?: EphemeralOf
  readonly clock?: Clock
}

/** How much is going on: the connections of this gateway, and who is here by whichever door of its engine. */
export interface GatewayStats extends EngineStats {
  readonly sessions: number
}

/** The live side: everyone's connections. Closes neither what it is told by nor the commands, which are others' too. */
export interface Gateway {
  /** Takes a request to upgrade over from an HTTP server, whatever its path. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Serves the upgrades of one path of an HTTP server; refuses others where nobody else serves them. */
  readonly attach: (server: Server, path?: string) => void
  /** Takes no more connections, answers the commands under way, and ends all sessions. */
  readonly close: () => Promise<void>
  readonly stats: () => GatewayStats
}

/** A gateway over an engine. It takes connections once it is attached to a server. */
export const gateway = (options: GatewayOptions): Gateway => {
  const { engine, log, clock = systemClock, origins = 'same-host' } = options
  const limits = { ...defaultLimits, ...options.limits }
  const flush = flusher(clock)
  const here = watchers()
  const ephemeral = (options.ephemeral ?? localEphemeral)(roomAudience(here, flush))
  const asked = allowances(limits.rates, clock)
  const room = seats(limits.sessionsOf)
  const whence = addressOf(options.proxies)
  const parts = {
    allowances: asked,
    seats: room,
    turns: turns(limits.shareOfTurn, limits.turn),
    ...options,
    watchers: here,
    framesOf: toldFrames(limits.partCharacters),
    receiptsFrames: receiptsFrames(limits.partCharacters),
    ephemeral,
    clock,
    limits,
    flusher: flush,
    deadlines: deadlines(clock),
    budget: budget(limits.waitingBytes, (ended) =>
      log.warn({ ended }, 'more waited in sockets than may: the slowest connections were ended'),
    ),
    versionRefused: once((reason: string) =>
      log.warn(`a client was turned away: ${reason}. It is not said again of others.`),
    ),
  }
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: limits.messageBytes,
  })
  const sessions = new Map<WebSocket, Session>()
  const pulse = liveness(clock, limits.pingEvery, () => sessions.keys())
  let closing: Promise<void> | undefined

  // What comes of any connection: one function for all of them, since most of them say nothing most of the time.
  // `nodebuffer` is how `ws` gives messages unless told otherwise: one buffer each.
  function received(this: WebSocket, message: Buffer, isBinary: boolean): void {
    pulse.heard(this)
    sessions.get(this)?.receive(message, isBinary)
  }
  function answered(this: WebSocket): void {
    pulse.heard(this)
  }
  const failed = (error: Error): void => log.debug({ err: error }, 'a connection failed')
  function closed(this: WebSocket): void {
    pulse.heard(this)
    const one = sessions.get(this)
    if (one === undefined) return
    sessions.delete(this)
    room.giveBack({ address: one.address })
    one.closed()
  }

  const open = (ws: WebSocket, duplex: Duplex, address: string): void => {
    const one = session(parts, new WsSocket(ws), address)
    sessions.set(ws, one)
    ws.on('message', received)
    ws.on('pong', answered)
    ws.on('error', failed)
    ws.on('close', closed)
    duplex.on('drain', () => one.drained())
  }
  const handleUpgrade: Gateway['handleUpgrade'] = (request, socket, head) => {
    if (closing !== undefined || sessions.size >= limits.sessions) return refuseUpgrade(socket, 503)
    if (!isAllowedOrigin(origins, request)) return refuseUpgrade(socket, 403)
    const address = whence(request)
    const wait = asked.take('connections', { address })
    if (wait > 0) return refuseUpgrade(socket, 429, wait)
    if (!room.take({ address })) return refuseUpgrade(socket, 429, waitForSeat)
    const gaveUp = (): void => room.giveBack({ address })
    socket.once('close', gaveUp)
    server.handleUpgrade(request, socket, head, (ws) => {
      socket.removeListener('close', gaveUp)
      open(ws, socket, address)
    })
  }
  const close = async (): Promise<void> => {
    pulse.close()
    const gone = [...sessions.keys()].map(
      (ws) => new Promise<void>((resolve) => ws.once('close', () => resolve())),
    )
    await within(clock, limits.closeWithin, Promise.all([...sessions.values()].map((one) => one.leave())))
    await within(clock, limits.closeWithin, Promise.all(gone))
    for (const ws of sessions.keys()) ws.terminate()
    await Promise.all(gone)
  }

  return {
    handleUpgrade,
    attach: (http, path = '/ws') =>
      http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
        if (request.url?.split('?', 1)[0] === path) handleUpgrade(request, socket, head)
        else if (http.listenerCount('upgrade') === 1) refuseUpgrade(socket, 404)
      }),
    close: () => (closing ??= close()),
    stats: () => ({ sessions: sessions.size, ...engine.stats() }),
  }
}

const once = <A extends ReadonlyArray<unknown>>(work: (...args: A) => void): ((...args: A) => void) => {
  let done = false
  return (...args) => {
    if (!done) work(...args)
    done = true
  }
}

/** Waits for something, but no longer than so many milliseconds. */
const within = async (clock: Clock, milliseconds: number, work: Promise<unknown>): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.later(milliseconds, resolve)
  await Promise.race([work, promise])
  cancel()
}
