import type { Person } from '@parley/auth'
import type { EngineError, Query, WatchRequest, WireCommand } from '@parley/contract'
import type { ChannelId, Position, Revision } from '@parley/domain'
import type { Live } from '@parley/live'
import type { Queries } from '@parley/read-models'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answered, Call } from '../call.ts'
import type { Accepted } from '../execute/execute.ts'
import { type Failure, internal, overloaded } from '../failure.ts'
import type { WatchLimits } from '../limits.ts'
import { type Begun, giveUp, goLive, type Ready } from './begin.ts'
import { type Beginning, beginningOf } from './beginning.ts'
import { keyOf } from '../rates/caller.ts'
import type { Shares } from '../shares.ts'
import { comesBy } from './comes-by.ts'
import { guarded } from './guarded.ts'
import type { Listener } from './listener.ts'
import type { Registry } from './registry.ts'
import { type Session, toldTo } from './watch.ts'

/**
 * Somebody who stays: one session of theirs, which watches channels, and to which no answer is older than what it was
 * told. A door opens one for each connection, and leaves it when that is gone.
 *
 * @example
 * const watcher = engine.watch(ada, listener, { address })
 * const found = await watcher.watch([{ channelId }])()
 * if (E.isRight(found)) {
 *   await found.right.read(channelId)()
 *   found.right.goLive([channelId], (begun) => say(begun))
 * }
 */
export interface Watcher {
  /** As the engine's. What the session asks after the acceptance shows what was done. */
  readonly execute: (command: WireCommand) => TaskEither<Failure, Accepted>
  /** As the engine's, no older than what the session was told. */
  readonly ask: (query: Query) => TaskEither<Failure, Answered>
  /** Begins to watch channels: each is to be read, in any order, and goes live once that is told. */
  readonly watch: (wishes: ReadonlyArray<WatchRequest>) => TaskEither<EngineError, Beginnings>
  /** Ends the watch of a channel, if there is one. */
  readonly end: (channelId: ChannelId) => void
  /** Ends all: nothing is told any more. */
  readonly leave: () => void
}

/** Watches that begin. What is read and not gone live holds back what comes. */
export interface Beginnings {
  /**
   * Holds back what comes of a channel from now on, and reads what its watch begins with. Left: it does not begin, and
   * nothing is held.
   */
  readonly read: (channelId: ChannelId) => TaskEither<EngineError, Beginning>
  /** Has told what these, which are read, begin with, in the order of the wishes; from then on they are live. */
  readonly goLive: (channelIds: Iterable<ChannelId>, tell: (begun: ReadonlyArray<Begun>) => void) => void
  /** All others that are read do not begin. */
  readonly giveUp: () => void
}

export interface WatcherParts {
  readonly engine: {
    readonly execute: (person: Person, command: WireCommand, call: Call) => TaskEither<Failure, Accepted>
    readonly ask: (person: Person, query: Query, call: Call) => TaskEither<Failure, Answered>
    /** Counts so many channels that are to be watched. */
    readonly countWatches: (person: Person, call: Call, channels: number) => E.Either<EngineError, void>
    /** Counts that one of them does not begin. */
    readonly countInVain: (person: Person, call: Call) => void
  }
  readonly live: Live
  readonly queries: Pick<Queries, 'snapshot' | 'refusal' | 'memberships'>
  readonly registry: Registry
  /** What of each person's beginnings is read at once. */
  readonly shares: Shares
  readonly limits: WatchLimits
  readonly clock: Pick<Clock, 'later'>
  readonly log: Logger
}

/** What is known of a session that comes. */
export interface Arrival extends Call {
  /** Up to where its client has seen the log, elsewhere or before. */
  readonly seenTo?: Position
}

export const watcherOf = (
  parts: WatcherParts,
  person: Person,
  listener: Listener,
  { seenTo, ...call }: Arrival,
): Watcher => {
  const { engine, live, queries, registry, shares, limits, log } = parts
  const { tenantId, userId } = person
  // What was addressed to them before they came is in what they ask for now, and comes in no other way. They may have
  // been told more by another process.
  const told = guarded(listener, (fault, channelIds) => {
    log.error(
      { err: fault, channelIds: [...channelIds] },
      'a door did not take what one of its sessions was told',
    )
    for (const channelId of channelIds) {
      end(channelId)
      told.missed(channelId)
    }
  })
  const session: Session = {
    tenantId,
    userId,
    listener: told,
    watches: new Map(),
    toldTo: live.newest(),
  }
  let left = false
  if (seenTo !== undefined) toldTo(session, { position: seenTo })
  registry.enter(session)
  // Nor is anybody told of what stands before the place from which the log is followed.
  void live.ready.then(() => toldTo(session, { position: live.newest() }))

  const end = (channelId: ChannelId): void => {
    const watch = session.watches.get(channelId)
    if (watch !== undefined) registry.end(watch)
  }
  const isTooMuch = (wishes: ReadonlyMap<ChannelId, WatchRequest>): boolean => {
    const others = [...session.watches.keys()].filter((channelId) => !wishes.has(channelId))
    return others.length + wishes.size > limits.channels
  }

  return {
    execute: (command) => async () => {
      const outcome = await engine.execute(person, command, call)()
      if (E.isRight(outcome)) toldTo(session, outcome.right)
      return outcome
    },
    ask: (query) => async () => {
      // What is told from then on begins there: an answer from before could lack what stands between.
      await live.ready
      return engine.ask(person, noOlderThan(session.toldTo, query), call)()
    },
    watch: (all) => async () => {
      const counted = engine.countWatches(person, call, all.length)
      if (E.isLeft(counted)) return counted
      const wishes = new Map(all.map((wish) => [wish.channelId, wish]))
      if (isTooMuch(wishes)) return E.left(overloaded)
      await live.ready
      const member = await queries.memberships({ tenantId, userId }, [...wishes.keys()])()
      return E.isLeft(member) ? E.left({ _tag: 'Unavailable' }) : E.right(beginnings(wishes, member.right))
    },
    end,
    leave: () => {
      left = true
      registry.leave(session)
    },
  }

  function beginnings(
    wishes: ReadonlyMap<ChannelId, WatchRequest>,
    memberAt: ReadonlyMap<ChannelId, Revision>,
  ): Beginnings {
    const ready = new Map<ChannelId, Ready>()
    const read = async (channelId: ChannelId): Promise<E.Either<EngineError, Beginning>> => {
      // Nobody would end what begins after they have left.
      if (left) return E.left({ _tag: 'Unavailable' })
      const watch = registry.hold(session, channelId)
      try {
        const beginning = await beginningOf({ live, queries }, person, {
          channelId,
          after: wishes.get(channelId)?.after,
          memberAt: memberAt.get(channelId),
          atLeast: () => session.toldTo,
          events: limits.deltaUpdates,
          bytes: limits.deltaBytes,
          held: () => watch.held ?? [],
          comesBy: (revision) => comesBy(watch, revision, parts.clock, limits.catchUpWithin),
        })
        if (E.isRight(beginning)) {
          if (beginning.right._tag === 'rejected') engine.countInVain(person, call)
          if (!left) ready.set(channelId, { watch, beginning: beginning.right })
          return beginning
        }
        giveUp(registry, watch)
        return E.left({ _tag: 'Unavailable' })
      } catch (fault) {
        giveUp(registry, watch)
        return E.left(internal(log, fault))
      }
    }
    const taken = (channelIds: ReadonlySet<ChannelId>): ReadonlyArray<Ready> =>
      [...wishes.keys()].flatMap((channelId) => {
        const one = ready.get(channelId)
        if (one === undefined || !channelIds.has(channelId)) return []
        ready.delete(channelId)
        return [one]
      })
    return {
      read: (channelId) => () =>
        shares.take(
          keyOf({ whose: person }),
          1,
          () => read(channelId),
          () => E.left(overloaded),
        ),
      goLive: (channelIds, tell) => goLive(parts, taken(new Set(channelIds)), tell),
      giveUp: () => {
        for (const { watch } of taken(new Set(ready.keys()))) giveUp(registry, watch)
      },
    }
  }
}

/** What somebody was told already, an answer shows. */
const noOlderThan = (position: Position, query: Query): Query =>
  position > (query.atLeast ?? 0) ? { ...query, atLeast: position } : query
