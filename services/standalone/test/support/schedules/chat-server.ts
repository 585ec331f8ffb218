import { createServer } from 'node:http'
import { inspect } from 'node:util'
import type { Verifier } from '@parley/auth'
import { commandService } from '@parley/commands'
import { certain, type TenantId, UserId } from '@parley/domain'
import { engine, noRates, type WatchLimits } from '@parley/engine'
import {
  beyondEnd,
  type EventStore,
  memoryEventStore,
  type MemoryLog,
  SubscriptionFailed,
} from '@parley/event-store'
import { gateway, type GatewayLimits, noRates as noGatewayRates } from '@parley/gateway'
import { live } from '@parley/live'
import type { Clock } from '@parley/runtime'
import { quiet } from '@parley/runtime/testing'
import * as E from 'fp-ts/lib/Either.js'
import type { ReadSide } from './read-side.ts'
import type { Turns } from './turns.ts'
import { type Ending, type Wire, wire } from './wire.ts'

/** An engine and its gateway, as one process has them, which may be gone at any moment. */
export interface ChatServer {
  /** A new connection to it, of somebody's. */
  readonly connect: (userId: UserId) => Wire
  /** It is gone, with all that was under way in it; its clients are told or not. */
  readonly kill: (ending: Ending) => void
  /** It is told to end: it takes nobody in, answers what is under way, and says goodbye. */
  readonly stop: () => Promise<void>
  /** Its connections to the log break, and it finds that the log has not what it had. */
  readonly findSetBack: () => void
  readonly isDead: () => boolean
  /** The position up to which it knows what was committed. */
  readonly knowsTo: () => number
}

export interface ChatServerOptions {
  readonly log: MemoryLog
  readonly readSide: ReadSide
  readonly turns: Turns
  readonly tenantId: TenantId
  /** The turns that the log takes for an append or a read, on the way there and on the way back; and to bring what is new. */
  readonly logTurns: number
  readonly followTurns: number
  readonly gatewayLimits: Partial<GatewayLimits>
  readonly watchLimits: Partial<WatchLimits>
  /** Told that the log has not what it had: the server is of no use any more. */
  readonly onSetBack: () => void
  /** Told of what the server takes for a fault of its own. */
  readonly onFault: (fault: string) => void
  /** Told of all that it writes, and to whom. */
  readonly onWrite: (bytes: Buffer, to: UserId) => void
}

/** How long a command waits for the log, in milliseconds. */
const answerWithin = 5_000
const year = 365 * 24 * 3_600_000

/** A token is the name of its person. */
const namesAreTokens = (tenantId: TenantId, now: () => number): Verifier => ({
  verify: (token) => async () =>
    E.right({
      actor: { kind: 'person', tenantId, userId: certain(UserId, token) },
      expiresAt: now() + year,
    }),
})

export const chatServer = (options: ChatServerOptions): ChatServer => {
  const { log, readSide, turns, tenantId, logTurns, followTurns, onSetBack, onFault, onWrite } = options
  let dead = false
  /** Whoever waits for this is gone too: with this server, not with the last of all that are ever made. */
  const never = new Promise<never>(() => {})
  const wires = new Set<Wire>()
  const setBack = Promise.withResolvers<never>()
  setBack.promise.catch(() => {})
  const clock: Clock = {
    ...turns.clock,
    later: (milliseconds, run) =>
      turns.clock.later(milliseconds, () => {
        if (!dead) run()
      }),
  }
  const logger = { ...quiet, error: (fault: unknown) => onFault(inspect(fault)) }
  const pausing = async (count: number): Promise<void> => {
    await turns.pause(count)
    if (dead) await never
  }
  const overLine =
    <A>(task: () => Promise<A>): (() => Promise<A>) =>
    async () => {
      await pausing(logTurns)
      const answer = await task()
      await pausing(logTurns)
      return answer
    }
  const inner = memoryEventStore({ log, clock: () => new Date(clock.now()) })
  const store: EventStore = {
    ...inner,
    append: (stream, expected, events) => overLine(inner.append(stream, expected, events)),
    readStream: (stream, query) => overLine(inner.readStream(stream, query)),
    readStreams: (queries, most) => overLine(inner.readStreams(queries, most)),
    readAll: (query) => overLine(inner.readAll(query)),
    end: () => overLine(inner.end()),
    streamMetadata: (stream) => overLine(inner.streamMetadata(stream)),
    subscribe: (query) => {
      const messages = inner.subscribe(query)
      return {
        ...messages,
        next: async () => {
          const message = await Promise.race([messages.next(), setBack.promise])
          await pausing(followTurns)
          return message
        },
        [Symbol.asyncIterator]() {
          return this
        },
      }
    },
  }
  const side = live({ log: store, clock, logger, setBack: onSetBack })
  const commands = commandService({
    store,
    rows: readSide.rows,
    committed: side.committed,
    pause: (n) => new Promise<void>((resolve) => void clock.later(Math.min(25 * 2 ** n, 1_000), resolve)),
    inTime: (work) => {
      const { promise, resolve } = Promise.withResolvers<'late'>()
      const cancel = clock.later(answerWithin, () => resolve('late'))
      return Promise.race([work, promise]).finally(cancel)
    },
  })
  const one = gateway({
    engine: engine({
      commands,
      queries: readSide.queries,
      live: side,
      events: store,
      limits: { rates: noRates, watching: options.watchLimits },
      log: logger,
      clock,
    }),
    verifier: namesAreTokens(tenantId, clock.now),
    log: logger,
    limits: { rates: noGatewayRates, ...options.gatewayLimits },
    clock,
  })
  const http = createServer()
  one.attach(http)

  const kill = (ending: Ending): void => {
    dead = true
    for (const each of wires) each.end(ending)
    void inner.close()
  }
  return {
    kill,
    findSetBack: () => setBack.reject(new SubscriptionFailed(beyondEnd(side.position(), log.events.length))),
    isDead: () => dead,
    knowsTo: side.newest,
    connect: (userId) => {
      const made = wire()
      wires.add(made)
      made.server.on('close', () => wires.delete(made))
      made.watch((bytes) => onWrite(bytes, userId))
      if (dead) made.end('reset')
      else http.emit('connection', made.server)
      return made
    },
    stop: async () => {
      await one.close()
      await commands.close()
      await side.close()
      kill('reset')
    },
  }
}
