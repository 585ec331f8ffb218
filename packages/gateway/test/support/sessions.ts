import type { ServerFrame } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { type Scope, ServerId, type Verifier } from '@parley/auth'
import { certain } from '@parley/domain'
import { allowances, engine, type LimitsGiven } from '@parley/engine'
import { defaultLimits, type GatewayLimits, localEphemeral } from '../../src/index.ts'
import { vi } from 'vitest'
import { roomAudience } from '../../src/ephemeral/audience.ts'
import { watchers } from '../../src/ephemeral/watchers.ts'
import { type Live, live as liveOn } from '@parley/live'
import { budget } from '../../src/session/budget.ts'
import { seats } from '../../src/rates/seats.ts'
import { deadlines } from '../../src/session/deadlines.ts'
import { flusher } from '../../src/session/flusher.ts'
import { session, type Session } from '../../src/session/session.ts'
import { turns } from '../../src/session/turns.ts'
import type { Socket } from '../../src/socket/socket.ts'
import { toldFrames } from '../../src/session/told-frames.ts'
import { receiptsFrames } from '../../src/session/told-receipts.ts'
import { fakeClock } from '@parley/runtime/testing'
import { fakeCommands, type FakeCommands } from '@parley/engine/testing'
import { fakeSocket, type FakeSocket } from './fake-socket.ts'
import { quiet } from '@parley/runtime/testing'
import { tenantId, user, type World, world } from './world.ts'

/** Sessions of one process over sockets without a network. */
export interface Sessions {
  readonly world: World
  readonly clock: ReturnType<typeof fakeClock>
  readonly commands: FakeCommands
  readonly live: Live
  /** Called where a client has seen what the log does not have. */
  readonly logWasSetBack: () => void
  readonly open: () => Person
  /** A session over a socket of one's own. */
  readonly over: (socket: Socket) => Session
  /** Opens a session and authenticates. */
  readonly enter: (name: string) => Promise<Person>
}

export interface Person {
  readonly socket: FakeSocket
  readonly session: Session
  /** Says a frame, or a text that is none. */
  readonly say: (frame: object | string) => void
  /** Says a frame and gives its answer. */
  readonly ask: (frame: object) => Promise<ServerFrame>
  /** The first frame, of those that came or will come, that is sought. */
  readonly saw: <F extends ServerFrame['type']>(
    type: F,
    sought?: (frame: Extract<ServerFrame, { type: F }>) => boolean,
  ) => Promise<Extract<ServerFrame, { type: F }>>
  /** The revisions of all updates that came of their own, in order. */
  readonly revisions: () => ReadonlyArray<number>
}

/**
 * A token is the name of its person, and may say how many seconds it lasts: `ada`, `ada:60`; `ada:60:guest` is a guest's. That of `nobody` is not
 * taken, that of `server` is a server's with all scopes, and that of `reader` one's that reads events.
 */
const namesAreTokens = (now: () => number): Verifier => ({
  verify: (token) => async () => {
    const [name = '', lasts = '3600', guest] = token.split(':')
    const expiresAt = now() + Number(lasts) * 1_000
    if (name === 'nobody')
      return E.left({ _tag: 'AuthenticationFailed', reason: 'the signature is not valid' })
    if (name === 'server' || name === 'reader') {
      const serverId = certain(ServerId, 'mailer')
      const all: ReadonlyArray<Scope> = ['act-as', 'import', 'moderate', 'read-events']
      const scopes = new Set<Scope>(name === 'server' ? all : ['read-events'])
      return E.right({ actor: { kind: 'server', tenantId, serverId, scopes }, expiresAt })
    }
    const asGuest = guest === undefined ? {} : ({ guest: true } as const)
    return E.right({ actor: { kind: 'person', tenantId, userId: user(name), ...asGuest }, expiresAt })
  },
})

export const sessions = (
  options: {
    readonly limits?: Partial<GatewayLimits>
    readonly engineLimits?: LimitsGiven
    readonly world?: World
    readonly commands?: FakeCommands
  } = {},
): Sessions => {
  const here = options.world ?? world()
  const clock = fakeClock()
  const limits = { ...defaultLimits, ...options.limits }
  const flush = flusher(clock)
  const live = liveOn({ log: here.log, clock, logger: quiet })
  const there = watchers()
  const ephemeral = localEphemeral(roomAudience(there, flush))
  const commands = options.commands ?? fakeCommands()
  const logWasSetBack = vi.fn<() => void>()
  const versionRefused = vi.fn<(reason: string) => void>()
  const parts = {
    engine: engine({
      commands,
      queries: here.queries,
      live,
      events: here.log,
      limits: options.engineLimits ?? {},
      log: { ...quiet, warn: logWasSetBack },
      clock,
    }),
    versionRefused,
    verifier: namesAreTokens(clock.now),
    watchers: there,
    framesOf: toldFrames(limits.partCharacters),
    receiptsFrames: receiptsFrames(limits.partCharacters),
    ephemeral,
    clock,
    allowances: allowances(limits.rates, clock),
    seats: seats(limits.sessionsOf),
    turns: turns(limits.shareOfTurn, limits.turn),
    limits,
    flusher: flush,
    deadlines: deadlines(clock),
    budget: budget(limits.waitingBytes, () => undefined),
    log: quiet,
  }
  let ids = 100
  const over = (socket: Socket): Session => session(parts, socket, '192.0.2.1')
  const open = (): Person => {
    const socket = fakeSocket()
    const one = over(socket)
    const listeners = new Set<(frame: ServerFrame) => void>()
    socket.onFrame = (frame) => {
      for (const listener of listeners) listener(frame)
    }
    const say: Person['say'] = (frame) =>
      one.receive(Buffer.from(typeof frame === 'string' ? frame : JSON.stringify(frame)), false)
    const saw: Person['saw'] = (type, sought = () => true) => {
      const isSought = (frame: ServerFrame): frame is Extract<ServerFrame, { type: typeof type }> =>
        isOf(frame, type) && sought(frame)
      const before = socket.frames.find(isSought)
      if (before !== undefined) return Promise.resolve(before)
      return new Promise((resolve) => {
        const listener = (frame: ServerFrame): void => {
          if (!isSought(frame)) return
          listeners.delete(listener)
          resolve(frame)
        }
        listeners.add(listener)
      })
    }
    return {
      socket,
      session: one,
      say,
      saw,
      ask: (frame) => {
        ids += 1
        const id = ids
        const { promise, resolve } = Promise.withResolvers<ServerFrame>()
        const listener = (answer: ServerFrame): void => {
          if (!('id' in answer) || answer.id !== id) return
          listeners.delete(listener)
          resolve(answer)
        }
        listeners.add(listener)
        say({ ...frame, id })
        return promise
      },
      revisions: () =>
        socket.frames.flatMap((frame) =>
          frame.type === 'updates' ? frame.updates.map(({ revision }) => revision) : [],
        ),
    }
  }
  return {
    world: here,
    clock,
    commands,
    live,
    logWasSetBack,
    open,
    over,
    enter: async (name) => {
      // What was fed before somebody comes is not addressed to them.
      await settled()
      const person = open()
      await person.ask({ type: 'authenticate', version: 1, token: name })
      return person
    },
  }
}

const isOf = <F extends ServerFrame['type']>(
  frame: ServerFrame,
  type: F,
): frame is Extract<ServerFrame, { type: F }> => frame.type === type

/** Lets everything that is under way in memory come to its rest. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
