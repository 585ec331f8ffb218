import type { Person } from '@parley/auth'
import type { CommandService } from '@parley/commands'
import type { EngineError, LatestSeen, Query, QueryResult, WireCommand } from '@parley/contract'
import type { ChannelId, Position, Revision } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import type { Live } from '@parley/live'
import type { Queries } from '@parley/read-models'
import { type Clock, type Logger, systemClock } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { effectsOf } from './execute/effects.ts'
import { type Accepted, executing } from './execute/execute.ts'
import { type Failure, internal, queryFailure, rateLimited } from './failure.ts'
import { isKnown } from './is-known.ts'
import { defaultLimits, type EngineLimits } from './limits.ts'
import type { MayAdd } from './may-add.ts'
import { allowances } from './rates/allowances.ts'
import { type Beginning, beginningOf, type WatchRequest } from './watch/beginning.ts'

/** What the engine works on, and how much it lets people do. */
export interface EngineOptions {
  readonly commands: Pick<CommandService, 'execute'>
  readonly queries: Pick<Queries, 'answer' | 'addingFacts' | 'snapshot' | 'memberships'>
  /** What was committed, for whoever watches. */
  readonly live: Live
  /** The log: asked whether it has what a client has seen. */
  readonly events: Pick<EventStore, 'readStream'>
  /** Whom people may put into a channel or a conversation without being asked; everyone of the tenant unless given. */
  readonly mayAdd?: MayAdd
  /** Limits that shall not be the usual ones. */
  readonly limits?: Partial<EngineLimits>
  readonly log: Logger
  readonly clock?: Clock
}

/** What a door knows of a call beside who calls. */
export interface Call {
  /** From which address: it is counted with others from there. None where it comes from this process. */
  readonly address?: string
}

/** An answer to a query, and the position up to which the read models had come when it was read. */
export interface Answered {
  readonly position: Position
  readonly result: QueryResult
}

/**
 * All that a door needs, and the only way to commands and queries. What is asked is decoded by the codecs of the
 * contract before; who asks is a person whom `auth` has let in, or one for whom it has let a server act. A failure says
 * nothing but what whoever asked may know.
 *
 * @example
 * const accepted = await engine.execute(ada, { type: 'JoinChannel', commandId, channelId }, { address })()
 * const answered = await engine.ask(ada, { type: 'conversations' }, { address })()
 */
export interface Engine {
  /** Carries out a command. It is under way once this is called: what one person calls first comes first in a stream. */
  readonly execute: (person: Person, command: WireCommand, call?: Call) => TaskEither<Failure, Accepted>
  /** Answers a query, no sooner than at its `atLeast`. */
  readonly ask: (person: Person, query: Query, call?: Call) => TaskEither<Failure, Answered>
  /**
   * What was committed, for whoever watches: a door says whom it tells, follows the channels that somebody watches
   * through it, and is told of them in order.
   */
  readonly live: Pick<Live, 'tell' | 'follow' | 'unfollow' | 'ready' | 'position' | 'newest' | 'waiting'>
  /** Which of these channels somebody is a member of, with the revision as of which that is known. */
  readonly memberships: (
    person: Person,
    channelIds: ReadonlyArray<ChannelId>,
  ) => TaskEither<EngineError, ReadonlyMap<ChannelId, Revision>>
  /** What a watch begins with. The door follows the channel, and holds back what comes of it, before it asks. */
  readonly watch: (person: Person, request: WatchRequest) => TaskEither<EngineError, Beginning>
  /** Counts so many channels that somebody is about to watch. Left: that is more than they may. */
  readonly countWatches: (person: Person, channels: number, call?: Call) => E.Either<EngineError, void>
  /** Whether the log has the very event that somebody's client has seen of it. Left: that can't be told just now. */
  readonly isKnown: (person: Person, seen: LatestSeen) => TaskEither<EngineError, boolean>
}

/** An engine over stores that are open. It keeps nothing open itself. */
export const engine = (options: EngineOptions): Engine => {
  const { queries, live, events, log, clock = systemClock, mayAdd = 'everyone' } = options
  const limits = { ...defaultLimits, ...options.limits }
  const asked = allowances(limits.rates, clock)
  const execute = executing({ ...options, mayAdd, clock, limits })
  let toldSetBack = false
  const tellSetBack = (): void => {
    if (!toldSetBack) log.warn(setBack)
    toldSetBack = true
  }

  const take = (
    what: keyof EngineLimits['rates'],
    { tenantId, userId }: Person,
    call: Call,
    cost: number,
  ): E.Either<EngineError, void> => {
    const wait = asked.take(what, { ...call, whose: { tenantId, userId } }, cost)
    return wait > 0 ? E.left(rateLimited(wait)) : E.right(undefined)
  }

  return {
    execute:
      (person, command, call = {}) =>
      () => {
        const effects = effectsOf(command)
        const taken = take('commands', person, call, effects.events)
        return E.isLeft(taken) ? Promise.resolve(taken) : execute(person, command, effects)()
      },
    ask:
      (person, query, call = {}) =>
      async () => {
        const taken = take('queries', person, call, 1)
        if (E.isLeft(taken)) return taken
        const { tenantId, userId } = person
        try {
          const answer = await queries.answer({ tenantId, userId }, query)()
          if (E.isLeft(answer)) return E.left(queryFailure(answer.left))
          const { position, value } = answer.right
          return E.right({ position, result: value })
        } catch (fault) {
          return E.left(internal(log, fault))
        }
      },
    live,
    memberships:
      ({ tenantId, userId }, channelIds) =>
      async () => {
        const found = await queries.memberships({ tenantId, userId }, channelIds)()
        return E.isLeft(found) ? E.left({ _tag: 'Unavailable' }) : found
      },
    watch: (person, request) => async () => {
      try {
        const beginning = await beginningOf({ live, queries }, person, request)
        return E.isLeft(beginning) ? E.left({ _tag: 'Unavailable' }) : beginning
      } catch (fault) {
        return E.left(internal(log, fault))
      }
    },
    countWatches: (person, channels, call = {}) => take('watches', person, call, channels),
    isKnown:
      ({ tenantId }, seen) =>
      async () => {
        try {
          const known = await isKnown(events, tenantId, seen)
          if (E.isLeft(known)) return E.left({ _tag: 'Unavailable' })
          if (!known.right) tellSetBack()
          return known
        } catch (fault) {
          return E.left(internal(log, fault))
        }
      },
  }
}

/** What the operator is told, once: any client may say so, and a wrong one may be wrong. */
const setBack =
  'a client has seen what the log does not have: it loads everything anew. Where several do, the log was restored from ' +
  'an older backup, or is another one; if that was not meant, stop, and give the right log'
