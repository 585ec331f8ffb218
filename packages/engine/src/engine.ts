import type { Person } from '@parley/auth'
import type { CommandService } from '@parley/commands'
import type { EngineError, LatestSeen, Query, WireCommand } from '@parley/contract'
import type { ChannelId, Position } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { answerInHindsight, type Live } from '@parley/live'
import type { Queries } from '@parley/read-models'
import type { ReplayLog } from '@parley/replay'
import { type Clock, type Logger, systemClock } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answered, Call } from './call.ts'
import { effectsOf } from './execute/effects.ts'
import { type FileKeeper, fileKeeper } from './files/keeper.ts'
import { refusedGuest } from './execute/guests.ts'
import { type Accepted, executing } from './execute/execute.ts'
import { type Failure, internal, overloaded, queryFailure } from './failure.ts'
import { isKnown } from './is-known.ts'
import { type LimitsGiven, limitsOf } from './limits.ts'
import { type MayAddByTenant, usualMayAdd } from './may-add.ts'
import { allowances } from './rates/allowances.ts'
import { keyOf } from './rates/caller.ts'
import { counting } from './rates/counting.ts'
import { type Replay, replaying } from './replay/replay.ts'
import { shares } from './shares.ts'
import { deliver, miss } from './watch/deliver.ts'
import type { Listener } from './watch/listener.ts'
import { receipts } from './watch/receipts.ts'
import { tellingOfPeople } from './watch/people.ts'
import { registry, type RegistryStats } from './watch/registry.ts'
import { type Arrival, SessionWatcher, type Watcher } from './watch/watcher.ts'

/** What the engine works on, and how much it lets people do. */
export interface EngineOptions {
  readonly commands: Pick<CommandService, 'execute'>
  readonly queries: Pick<
    Queries,
    | 'answer'
    | 'addingFacts'
    | 'snapshots'
    | 'refusal'
    | 'memberships'
    | 'memberReceipts'
    | 'channelsOf'
    | 'files'
  >
  /** What was committed, for whoever watches. */
  readonly live: Live
  /** The log: asked whether it has what a client has seen, and replayed for servers. */
  readonly events: Pick<EventStore, 'readStream'> & ReplayLog
  /** Whom people may put into a channel or a conversation without being asked, by tenant; everyone of theirs unless given. */
  readonly mayAdd?: MayAddByTenant
  /** Limits that shall not be the usual ones. */
  readonly limits?: LimitsGiven
  readonly log: Logger
  readonly clock?: Clock
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
  /** Lets somebody stay, as one session: they watch channels, and their listener is told what is committed there. */
  readonly watch: (person: Person, listener: Listener, arrival?: Arrival) => Watcher
  /** Whether the log has the very event that somebody's client has seen of it. Left: that can't be told just now. */
  readonly isKnown: (person: Person, seen: LatestSeen) => TaskEither<EngineError, boolean>
  /**
   * A page of the events of a server's own tenant, after a position; it takes the scope `read-events`. It may hold no
   * events and move on all the same.
   */
  readonly replay: Replay
  /** For whoever keeps the bytes of files. */
  readonly files: FileKeeper
  /** Who is here and watches, and up to which position all that was committed has been told. */
  readonly stats: () => EngineStats
}

export interface EngineStats extends RegistryStats {
  readonly position: Position
}

/** An engine over stores that are open. It keeps nothing open itself. */
export const engine = (options: EngineOptions): Engine => {
  const { queries, live, events, log, clock = systemClock, mayAdd = usualMayAdd } = options
  const limits = limitsOf(options.limits)
  const asked = allowances(limits.rates, clock)
  const counted = counting(asked)
  const commandsUnderWay = shares(limits.commandsAtOnce, limits.waitWithin, clock)
  const execute = executing({ ...options, mayAdd, clock, limits })
  let toldSetBack = false
  const tellSetBack = (): void => {
    if (!toldSetBack) log.warn(setBack)
    toldSetBack = true
  }

  const here = registry(live)
  const reading = receipts({
    queries,
    clock,
    every: limits.watching.receiptsEvery,
    miss: (watch) => miss(here, watch),
  })
  live.tell({
    isHere: here.isHere,
    deliver: (updates) => {
      deliver(here, updates, limits.watching)
      // Of who comes there may be something to tell, and of who goes there is nothing.
      for (const { tenantId, channelId, comes, goes, position } of updates)
        if (comes.length + goes.length > 0)
          reading.changed(here.room(tenantId, channelId), [...comes, ...goes], position)
    },
    marked: ({ tenantId, channelId, userId, position }) =>
      reading.changed(here.room(tenantId, channelId), [userId], position),
    people: tellingOfPeople({ registry: here, queries, log }),
    missed: (tenantId, channelId) => {
      for (const watch of here.room(tenantId, channelId)?.watches ?? []) miss(here, watch)
    },
  })

  const carryOut: Engine['execute'] =
    (person, command, call = {}) =>
    () => {
      const effects = effectsOf(command)
      const additions = effects.puts.length
      const costs = [['commands', 1] as const, ['additions', additions] as const]
      // Not `async`: an answer that is ready goes out with what is said in the same turn.
      const work = (): Promise<E.Either<Failure, Accepted>> => {
        const taken = counted.take(costs, person, call)
        if (E.isLeft(taken)) return Promise.resolve(taken)
        const answer = execute(person, command, effects)()
        answer.then(
          (outcome) => isInVain(outcome) && counted.inVain('commands', person, call),
          () => undefined,
        )
        return answer
      }
      return commandsUnderWay.take(keyOf({ whose: person }), 1 + additions, work, () => E.left(overloaded))
    }
  const ask: Engine['ask'] =
    (person, query, call = {}) =>
    async () => {
      const taken = counted.take([['queries', 1]], person, call)
      if (E.isLeft(taken)) return taken
      const refused = refusedGuest(person, query.type)
      if (refused !== undefined) return E.left({ _tag: 'Rejected', rejection: refused })
      const { tenantId, userId } = person
      try {
        const answer = await queries.answer(person, query)()
        if (E.isLeft(answer)) return E.left(queryFailure(answer.left))
        const { position, value } = answer.right
        const takenBack = live.takenBackAfter(tenantId, userId, position)
        // What of it still stands, and is theirs to know, only a later answer can say.
        if (takenBack === undefined) return E.left({ _tag: 'Unavailable' })
        return E.right({ position, result: answerInHindsight(value, takenBack, channelOf(query)) })
      } catch (fault) {
        return E.left(internal(log, fault))
      }
    }
  const watching = {
    engine: {
      execute: carryOut,
      ask,
      countWatches: (person: Person, call: Call, channels: number) =>
        counted.take([['watches', channels]], person, call),
      countInVain: (person: Person, call: Call) => counted.inVain('watches', person, call),
    },
    live,
    queries,
    registry: here,
    receipts: reading,
    shares: shares(limits.watching.beginningsAtOnce, limits.waitWithin, clock),
    limits: limits.watching,
    clock,
    log,
  }

  return {
    execute: carryOut,
    ask,
    watch: (person, listener, arrival = {}) => new SessionWatcher(watching, person, listener, arrival),
    files: fileKeeper(execute, queries),
    replay: replaying({ events, limits: limits.replay, asked, log }),
    stats: () => ({ ...here.stats(), position: live.position() }),
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

/** Whether a command was for a channel that is not there for whoever sent it. */
const isInVain = (outcome: E.Either<Failure, Accepted>): boolean =>
  E.isLeft(outcome) && outcome.left._tag === 'Rejected' && outcome.left.rejection._tag === 'ChannelNotFound'

/** What the operator is told, once: any client may say so, and a wrong one may be wrong. */
const setBack =
  'a client has seen what the log does not have: it loads everything anew. Where what is kept of its channel was cut ' +
  'off or deleted, that is why. Where several do, the log was restored from an older backup, or is another one; if that ' +
  'was not meant, stop, and give the right log'

const channelOf = (query: Query): ChannelId | undefined =>
  'channelId' in query ? query.channelId : undefined
