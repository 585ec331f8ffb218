import type { Person } from '@parley/auth'
import type { EngineError, Query, WatchRequest, WireCommand } from '@parley/contract'
import type { ChannelId, Position, TenantId, UserId } from '@parley/domain'
import type { Live } from '@parley/live'
import type { Queries } from '@parley/read-models'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Answered, Call } from '../call.ts'
import type { Accepted } from '../execute/execute.ts'
import { type Failure, overloaded } from '../failure.ts'
import type { WatchLimits } from '../limits.ts'
import type { Shares } from '../shares.ts'
import { type Beginnings, beginnings } from './beginnings.ts'
import { Guarded } from './guarded.ts'
import type { Listener } from './listener.ts'
import type { Receipts } from './receipts.ts'
import type { Registry } from './registry.ts'
import { type Session, toldTo, type Watch } from './watch.ts'

/**
 * Somebody who stays: one session of theirs, which watches channels, and to which no answer is older than what it was
 * told. A door opens one for each connection, and leaves it when that is gone.
 *
 * @example
 * const watcher = engine.watch(ada, listener, { address })
 * const found = await watcher.watch([{ channelId }])()
 * if (E.isRight(found)) {
 *   await found.right.next()()
 *   found.right.goLive([channelId], (begun) => say(begun))
 * }
 */
export interface Watcher {
  /** As the engine's. What the session asks after the acceptance shows what was done. */
  readonly execute: (command: WireCommand) => TaskEither<Failure, Accepted>
  /** As the engine's, no older than what the session was told. */
  readonly ask: (query: Query) => TaskEither<Failure, Answered>
  /** Begins to watch channels: they are to be read, some at a time, and go live once that is told. */
  readonly watch: (wishes: ReadonlyArray<WatchRequest>) => TaskEither<EngineError, Beginnings>
  /** Ends the watch of a channel, if there is one. */
  readonly end: (channelId: ChannelId) => void
  /** Ends all: nothing is told any more. */
  readonly leave: () => void
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
  readonly queries: Pick<Queries, 'snapshots' | 'refusal' | 'memberships'>
  readonly registry: Registry
  readonly receipts: Pick<Receipts, 'begin'>
  /** How much of each person's beginnings is read at once. */
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

/** As `Watcher`. There may be tens of thousands, most of which ask nothing: each keeps what it has to. */
export class SessionWatcher implements Watcher, Session {
  readonly tenantId: TenantId
  readonly userId: UserId
  readonly listener: Listener
  readonly watches = new Map<ChannelId, Watch>()
  toldTo: Position
  readonly #parts: WatcherParts
  readonly #person: Person
  readonly #call: Call
  #left = false

  constructor(parts: WatcherParts, person: Person, listener: Listener, { seenTo, ...call }: Arrival) {
    const { live, registry } = parts
    this.tenantId = person.tenantId
    this.userId = person.userId
    this.listener = new Guarded(listener, this)
    this.#parts = parts
    this.#person = person
    this.#call = call
    // What was addressed to them before they came is in what they ask for now, and comes in no other way. They may have
    // been told more by another process.
    this.toldTo = live.newest()
    if (seenTo !== undefined) toldTo(this, { position: seenTo })
    registry.enter(this)
    // Nor is anybody told of what stands before the place from which the log is followed.
    void live.ready.then(() => toldTo(this, { position: live.newest() }))
  }

  execute(command: WireCommand): TaskEither<Failure, Accepted> {
    return async () => {
      const outcome = await this.#parts.engine.execute(this.#person, command, this.#call)()
      if (E.isRight(outcome)) toldTo(this, outcome.right)
      return outcome
    }
  }

  ask(query: Query): TaskEither<Failure, Answered> {
    return async () => {
      // What is told from then on begins there: an answer from before could lack what stands between.
      await this.#parts.live.ready
      return this.#parts.engine.ask(this.#person, noOlderThan(this.toldTo, query), this.#call)()
    }
  }

  watch(all: ReadonlyArray<WatchRequest>): TaskEither<EngineError, Beginnings> {
    return async () => {
      const { engine, live, queries } = this.#parts
      const counted = engine.countWatches(this.#person, this.#call, all.length)
      if (E.isLeft(counted)) return counted
      const wishes = new Map(all.map((wish) => [wish.channelId, wish]))
      if (this.#isTooMuch(wishes)) return E.left(overloaded)
      await live.ready
      const member = await queries.memberships(this, [...wishes.keys()])()
      if (E.isLeft(member)) return E.left({ _tag: 'Unavailable' })
      return E.right(
        beginnings({
          parts: this.#parts,
          person: this.#person,
          session: this,
          hasLeft: () => this.#left,
          inVain: () => engine.countInVain(this.#person, this.#call),
          wishes,
          memberAt: member.right,
        }),
      )
    }
  }

  end(channelId: ChannelId): void {
    const watch = this.watches.get(channelId)
    if (watch !== undefined) this.#parts.registry.end(watch)
  }

  leave(): void {
    this.#left = true
    this.#parts.registry.leave(this)
  }

  /** The door threw at what it was told. */
  failed(fault: unknown, channelIds: Iterable<ChannelId>): void {
    this.#parts.log.error(
      { err: fault, channelIds: [...channelIds] },
      'a door did not take what one of its sessions was told',
    )
    for (const channelId of channelIds) {
      this.end(channelId)
      this.listener.missed(channelId)
    }
  }

  #isTooMuch(wishes: ReadonlyMap<ChannelId, WatchRequest>): boolean {
    const others = [...this.watches.keys()].filter((channelId) => !wishes.has(channelId))
    return others.length + wishes.size > this.#parts.limits.channels
  }
}

/** What somebody was told already, an answer shows. */
const noOlderThan = (position: Position, query: Query): Query =>
  position > (query.atLeast ?? 0) ? { ...query, atLeast: position } : query
