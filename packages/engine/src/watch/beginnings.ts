import type { Person } from '@parley/auth'
import type { EngineError, WatchRequest } from '@parley/contract'
import type { ChannelId, Revision } from '@parley/domain'
import type { Live } from '@parley/live'
import type { Queries } from '@parley/read-models'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import { internal, overloaded } from '../failure.ts'
import type { WatchLimits } from '../limits.ts'
import { keyOf } from '../rates/caller.ts'
import type { Shares } from '../shares.ts'
import { type Begun, giveUp, goLive, type Ready } from './begin.ts'
import { type Beginning, type BeginningRead, type BeginningRequest, beginningsOf } from './beginning.ts'
import { comesBy } from './comes-by.ts'
import type { Receipts } from './receipts.ts'
import type { Registry } from './registry.ts'
import type { Session, Watch } from './watch.ts'

/** A channel that is to be watched, and what its watch begins with. */
interface ChannelBeginning {
  readonly channelId: ChannelId
  readonly beginning: Beginning
}

/** Watches that begin. What is read and not gone live holds back what comes. */
export interface Beginnings {
  /**
   * Holds back what comes of some of the channels from now on, and reads what their watches begin with: of as many as
   * come to about so much as may be told at once. None: all are read. Left: these do not begin, and nothing is held of
   * them.
   */
  readonly next: () => TaskEither<EngineError, ReadonlyArray<ChannelBeginning>>
  /** Has told what these, which are read, begin with, in the order of the wishes; from then on they are live. */
  readonly goLive: (channelIds: Iterable<ChannelId>, tell: (begun: ReadonlyArray<Begun>) => void) => void
  /** All others that are read do not begin. */
  readonly giveUp: () => void
}

/** A watch that is still to be read, and about how many bytes it will come to. */
interface Pending {
  readonly wish: WatchRequest
  readonly bytes: number
}

/** What a watch is taken to come to before it is read. In most channels little happened, or nothing. */
const expected = { delta: 4 * 1024, ofAnEvent: 1024, deltaNotRead: 16 * 1024, snapshot: 40 * 1024 }

/** So often beginnings are read again whose watches ended meanwhile. */
const mostTries = 5

const goesOn = ({ wish }: Pending): boolean => wish.after !== undefined

/** What watches begin from, and whose they are. */
interface BeginningsOf {
  readonly parts: {
    readonly live: Live
    readonly queries: Pick<Queries, 'snapshots' | 'refusal'>
    readonly registry: Registry
    readonly receipts: Pick<Receipts, 'begin'>
    /** How much of each person's beginnings is read at once. */
    readonly shares: Shares
    readonly limits: WatchLimits
    readonly clock: Pick<Clock, 'later'>
    readonly log: Logger
  }
  readonly person: Person
  readonly session: Session
  /** Whether the session is gone. */
  readonly hasLeft: () => boolean
  /** Told of each watch that may not begin. */
  readonly inVain: () => void
  readonly wishes: ReadonlyMap<ChannelId, WatchRequest>
  /** The revision as of which they are a member of each, by `memberships`. */
  readonly memberAt: ReadonlyMap<ChannelId, Revision>
}

export const beginnings = ({
  parts,
  person,
  session,
  hasLeft,
  inVain,
  wishes,
  memberAt,
}: BeginningsOf): Beginnings => {
  const { live, queries, registry, shares, limits, log } = parts
  const whose = { person, atLeast: () => session.toldTo }
  const ready = new Map<ChannelId, Ready>()
  // Those first that go on from a revision, by the log: what is shown as it is waits for the read models.
  let pending: ReadonlyArray<Pending> = [...wishes.values()]
    .map((wish) => ({ wish, bytes: wish.after === undefined ? expected.snapshot : expected.delta }))
    .toSorted((a, b) => Number(goesOn(b)) - Number(goesOn(a)))

  /** Those that are to be read together next; the others wait. */
  const take = (): ReadonlyArray<Pending> => {
    let bytes = 0
    const first = pending.some(goesOn)
    const count = pending.findIndex((one, n) => {
      bytes += one.bytes
      return n > 0 && (bytes > limits.readTogether || goesOn(one) !== first)
    })
    const taken = count < 0 ? pending : pending.slice(0, count)
    pending = pending.slice(taken.length)
    return taken
  }
  const requestOf = ({ channelId, after }: WatchRequest, watch: Watch): BeginningRequest => ({
    channelId,
    after,
    memberAt: memberAt.get(channelId),
    events: limits.deltaUpdates,
    bytes: limits.deltaBytes,
    held: () => watch.held ?? [],
    comesBy: (revision) => comesBy(watch, revision, parts.clock, limits.catchUpWithin),
  })
  const readNext = async (): Promise<E.Either<EngineError, ReadonlyArray<ChannelBeginning>>> => {
    for (let again = 0; ; again += 1) {
      const read = await readOnce(again < mostTries)
      if (read !== 'again') return read
    }
  }
  const readOnce = async (
    mayTryAgain: boolean,
  ): Promise<E.Either<EngineError, ReadonlyArray<ChannelBeginning>> | 'again'> => {
    // Nobody would end what begins after they have left.
    if (hasLeft()) return E.left({ _tag: 'Unavailable' })
    const taken = take()
    const held = taken.map(({ wish }) => ({ wish, watch: registry.hold(session, wish.channelId) }))
    const giveUpAll = (): void => {
      for (const { watch } of held) giveUp(registry, watch)
    }
    try {
      const requests = held.map(({ wish, watch }) => requestOf(wish, watch))
      const found = await beginningsOf({ live, queries }, whose, requests)
      if (E.isLeft(found)) {
        // One that ended while it held had more to hold than it may: nothing is wrong with what it is read from.
        const ended = held.some(({ watch }) => watch.ended)
        giveUpAll()
        if (!ended || !mayTryAgain) return E.left({ _tag: 'Unavailable' })
        pending = [...taken, ...pending]
        return 'again'
      }
      const read: Array<ChannelBeginning> = []
      const later: Array<Pending> = []
      for (const [n, { wish, watch }] of held.entries()) {
        const one = found.right[n]
        if (one === undefined || one._tag === 'later') {
          giveUp(registry, watch)
          later.push({ wish, bytes: expectedOf(one) })
          continue
        }
        const { beginning } = one
        if (beginning._tag === 'rejected') inVain()
        if (!hasLeft()) ready.set(wish.channelId, { watch, beginning, receipts: wish.receipts === true })
        read.push({ channelId: wish.channelId, beginning })
      }
      pending = [...later, ...pending]
      return E.right(read)
    } catch (fault) {
      giveUpAll()
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
    next: () => () => shares.take(keyOf({ whose: person }), 1, readNext, () => E.left(overloaded)),
    goLive: (channelIds, tell) => goLive(parts, taken(new Set(channelIds)), tell),
    giveUp: () => {
      for (const { watch } of taken(new Set(ready.keys()))) giveUp(registry, watch)
    },
  }
}

const expectedOf = (read: Extract<BeginningRead, { readonly _tag: 'later' }> | undefined): number => {
  if (read?.as !== 'delta') return expected.snapshot
  return read.events === undefined ? expected.deltaNotRead : read.events * expected.ofAnEvent
}
