import {
  type ChannelId,
  channelStream,
  namesAChannel,
  type Position,
  type Revision,
  type TenantId,
} from '@parley/domain'
import { recognise } from '@parley/event-store'
import type { EventStore, PartsLimit, RecordedEvent, Unavailable } from '@parley/event-store'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import { type Arrived, arrivedBy, handedOver, unreadableBy } from './arrived.ts'
import { type Delta, type DeltaRequest, readDeltas } from './delta.ts'
import { FollowedStream, type Trouble } from './followed-stream.ts'
import { followLog, type FollowTrouble } from './follow-log.ts'
import { type GivenUp, givingUp } from './given-up.ts'
import { fillSize, holes } from './holes.ts'
import { markOf } from './mark.ts'
import { type NotRead, observedReads } from './not-read.ts'
import { type RecentlyTakenBack, recentlyTakenBack } from './recently-taken-back.ts'
import { type PersonUpdate, personUpdateOf } from './person-update.ts'
import { allRecipients, type Recipients } from './recipients.ts'
import type { StreamPosition } from './stream-order.ts'
import { addressees, type Committed, type LiveUpdate, updateOf } from './update.ts'

export interface LiveOptions {
  readonly log: Pick<EventStore, 'subscribe' | 'readStream' | 'readStreams' | 'streamMetadata' | 'end'>
  readonly clock: Pick<Clock, 'later'>
  readonly logger: Logger
  /** Told what keeps the log from being followed, and with nothing once it goes on. */
  readonly troubled?: (trouble: FollowTrouble | undefined) => void
  /**
   * Told, once, that the log has not what it had. Nothing more comes of it, and no watch begins: what this process
   * remembers, here and elsewhere, is of events that are not there, and only another start forgets all of it.
   */
  readonly setBack?: (cause: string) => void
  /** Told of each stream that is given up, watched or not, since this version can't read an event of it. */
  readonly gaveUp?: (given: GivenUp) => void
  /** Told of each channel that the log does not let be read, and does not by waiting; with nothing once it does. */
  readonly notRead?: (notRead: NotRead | undefined) => void
  /** The most updates that wait for one stream, and the most characters of them. */
  readonly waiting?: { readonly updates: number; readonly characters: number }
}

/** Of which channel what is asked; `since` undefined: it begins with a snapshot, and only where it ends is looked at. */
export interface ChannelDeltaRequest {
  readonly channelId: ChannelId
  readonly since: DeltaRequest | undefined
}

/** How much is read for deltas in one go, roughly: to make updates of it, and tell them, takes some ten milliseconds in a few turns. */
const mostRead: PartsLimit = { events: 1_000, bytes: 512 * 1024 }

/** What was committed, in order, to whoever watches: from this process at once, from others as the log brings it. */
export interface Live {
  /** To be called with events that this process appended to a stream, in their order, as soon as they are. */
  readonly committed: (stream: string, events: ReadonlyArray<Committed>) => void
  /** Has these told too, until what it gives is called: each door of an engine tells its own. */
  readonly tell: (recipients: Recipients) => () => void
  /** Resolves when everything that is committed from now on will come. */
  readonly ready: Promise<void>
  /** The position up to which everything has come. */
  readonly position: () => Position
  /** The position of the newest event that was told, or that was looked at: who comes later is not told of it. */
  readonly newest: () => Position
  /** Gives a channel's events out in order from now on, until it was unfollowed as often. */
  readonly follow: (tenantId: TenantId, channelId: ChannelId) => void
  readonly unfollow: (tenantId: TenantId, channelId: ChannelId) => void
  /** The place after which a channel that is followed is told of: where it was before one asks, or where it ends. */
  readonly settled: (
    tenantId: TenantId,
    channelId: ChannelId,
  ) => Promise<E.Either<Unavailable, StreamPosition>>
  /**
   * What came after a revision in each of several channels that are followed, in the order of the requests; everything
   * after it is delivered. Where it is too much together, some are `not-read`, but not all.
   */
  readonly deltas: (
    tenantId: TenantId,
    requests: ReadonlyArray<ChannelDeltaRequest>,
  ) => Promise<ReadonlyArray<E.Either<Unavailable, Delta>>>
  /** What has come of a channel and waits for what comes before it. */
  readonly waiting: (tenantId: TenantId, channelId: ChannelId) => ReadonlyArray<LiveUpdate>
  /** What was taken back in a tenant after a position, in channels that nobody follows too, as far as it can be said. */
  readonly takenBackAfter: RecentlyTakenBack['after']
  /**
   * To be called where the read models have less of a channel than the log: where an event after that revision can't
   * be read by this version, nothing more of the channel is told, as nothing more of it is projected.
   */
  readonly lacks: (tenantId: TenantId, channelId: ChannelId, after: number) => Promise<void>
  readonly close: () => Promise<void>
}

/** Follows the log from now on. Nothing is kept of streams that nobody follows. */
export const live = (options: LiveOptions): Live => {
  const { log, clock, logger, troubled = () => {}, setBack = () => {} } = options
  const { gaveUp = () => {}, notRead = () => {} } = options
  const { waiting = { updates: 20_000, characters: 1024 * 1024 } } = options
  const streams = new Map<string, FollowedStream>()
  /** Those that nobody follows any more: kept until the log has brought what was given out. */
  const left = new Set<FollowedStream>()
  /** Those that begin further on than the log has come: of all others that is known. */
  const ahead = new Set<FollowedStream>()
  const settling = new Map<FollowedStream, Promise<E.Either<Unavailable, StreamPosition>>>()
  const recipients = allRecipients(logger)
  const takenBack = recentlyTakenBack()
  const giveUp = givingUp(gaveUp)
  const reads = observedReads({ log, clock, notRead })
  let position = 0 as Position
  let newest = 0 as Position
  /** Why no watch begins any more. */
  let over: Unavailable | undefined

  const deliver = (updates: ReadonlyArray<LiveUpdate>): void => {
    if (updates.length === 0) return
    for (const update of updates) if (update.position > newest) newest = update.position
    recipients.deliver(updates)
  }

  const lose = (stream: FollowedStream, why: Trouble | 'gone' | 'not-read'): void => {
    // Where the log does not let it be read it may be so again and again, and the operator is told of that, once.
    logger[why === 'not-read' ? 'debug' : 'warn'](
      { stream: stream.name, why },
      'those who watch a channel begin anew',
    )
    beginAnew(stream, why === 'other')
  }

  const beginAnew = (stream: FollowedStream, other: boolean): void => {
    settling.delete(stream)
    recipients.missed(stream.tenantId, stream.channelId)
    deliver(stream.restart(other))
  }

  const take = (stream: FollowedStream, arrived: ReadonlyArray<Arrived>, out: Array<LiveUpdate>): void => {
    const before = stream.unreadable
    for (const one of arrived) {
      if (one.update !== undefined) takenBack.note(one.update.event, one.position)
      const trouble = stream.take(one, out)
      if (trouble === undefined) continue
      // What is in order goes out first, to those who watch.
      deliver(out.splice(0))
      lose(stream, trouble)
    }
    if (stream.unreadable !== undefined && before === undefined) giveUp(stream.name, stream.unreadable)
    filling.fill(stream)
  }

  const filling = holes({
    log: reads,
    clock,
    logger,
    isFollowed: (stream) => streams.get(stream.name) === stream,
    found: (stream, events) => {
      const out: Array<LiveUpdate> = []
      take(stream, events.map(unlogged), out)
      deliver(out)
    },
    gone: lose,
  })

  /** What the log brings; whether somebody follows its stream or not. */
  const came = (events: ReadonlyArray<RecordedEvent>): void => {
    const out: Array<LiveUpdate> = []
    const about: Array<PersonUpdate> = []
    for (const recorded of events) {
      const stream = streams.get(recorded.stream)
      if (stream === undefined) addressed(recorded, out, about)
      else if (!stream.had(recorded)) take(stream, [arrivedBy(recorded)], out)
    }
    deliver(out)
    if (about.length > 0) recipients.people(about)
  }

  const addressed = (recorded: RecordedEvent, out: Array<LiveUpdate>, about: Array<PersonUpdate>): void => {
    const recognised = recognise(recorded)
    if (recognised._tag === 'Unreadable') giveUp(recorded.stream, unreadableBy(recognised.error))
    if (recognised._tag !== 'Own') return
    const { event } = recognised
    const { revision, position: at } = recorded
    takenBack.note(event, at)
    if (namesAChannel(event)) {
      if (streams.has(channelStream(event.tenantId, event.channelId))) {
        const mark = markOf(event, at)
        if (mark !== undefined) recipients.marked(mark)
      }
      if (addressees(event).some((userId) => recipients.isHere(event.tenantId, userId)))
        out.push(updateOf({ event, revision, position: at }))
      return
    }
    const person = personUpdateOf({ event, revision, position: at })
    if (person !== undefined) about.push(person)
  }

  const cameTo = (to: Position): void => {
    position = to
    for (const stream of ahead) if (stream.broughtTo(to)) ahead.delete(stream)
    for (const stream of left) release(stream)
  }

  const release = (stream: FollowedStream): void => {
    if (stream.newest > position) return
    left.delete(stream)
    streams.delete(stream.name)
    ahead.delete(stream)
    filling.forget(stream)
    settling.delete(stream)
    deliver(stream.restart(false))
  }

  const settle = (stream: FollowedStream, place: StreamPosition): StreamPosition => {
    const out: Array<LiveUpdate> = []
    stream.settle(place, out)
    if (!stream.broughtTo(position)) ahead.add(stream)
    deliver(out)
    filling.fill(stream)
    return stream.last ?? place
  }

  const readEnd = async (stream: FollowedStream): Promise<E.Either<Unavailable, StreamPosition>> => {
    const { restarts } = stream
    const read = await reads.readStream(stream.name, { direction: 'backwards', limit: 1 })()
    // What came while it was read is not known any more: it may stand behind the end that was read.
    if (stream.restarts !== restarts) return settledOf(stream)
    settling.delete(stream)
    if (E.isRight(read)) return E.right(settle(stream, read.right[0] ?? unread(stream)))
    const error = read.left
    switch (error._tag) {
      case 'Unavailable':
        return E.left(error)
      case 'StreamDeleted':
        return E.right(settle(stream, unread(stream)))
      case 'AccessDenied':
      case 'Corrupt':
        stream.notRead = true
        return E.right(settle(stream, unread(stream)))
      default:
        return error satisfies never
    }
  }

  /**
   * Where a stream begins of which nothing can be read: behind what has come of it, and where nothing has, no sooner
   * than at what the log has brought: that may have been of it, when nobody followed it.
   */
  const unread = (stream: FollowedStream): StreamPosition => ({
    revision: stream.came,
    position: Math.max(stream.newest, newestOf()),
  })

  const newestOf = (): Position => (newest > position ? newest : position)

  const settledOf = (stream: FollowedStream): Promise<E.Either<Unavailable, StreamPosition>> => {
    if (over !== undefined) return Promise.resolve(E.left(over))
    if (stream.last !== undefined) return Promise.resolve(E.right(stream.last))
    const before = settling.get(stream)
    if (before !== undefined) return before
    const reading = readEnd(stream)
    settling.set(stream, reading)
    return reading
  }

  const streamOf = (tenantId: TenantId, channelId: ChannelId): FollowedStream => {
    const name = channelStream(tenantId, channelId)
    const there = streams.get(name)
    if (there !== undefined) return there
    const stream = new FollowedStream(name, tenantId, channelId, waiting)
    streams.set(name, stream)
    return stream
  }

  const followed = (tenantId: TenantId, channelId: ChannelId): FollowedStream | undefined =>
    streams.get(channelStream(tenantId, channelId))

  const following = followLog({
    log,
    clock,
    logger,
    troubled,
    came,
    cameTo,
    setBack: (cause) => {
      over = { _tag: 'Unavailable', cause }
      for (const stream of streams.values()) beginAnew(stream, true)
      setBack(cause)
    },
  })

  return {
    committed: (name, events) => {
      const stream = streams.get(name)
      if (stream === undefined || over !== undefined) return
      const out: Array<LiveUpdate> = []
      take(stream, events.map(handedOver), out)
      deliver(out)
    },
    tell: recipients.add,
    ready: following.ready,
    position: () => position,
    newest: newestOf,
    follow: (tenantId, channelId) => {
      const stream = streamOf(tenantId, channelId)
      stream.followers += 1
      left.delete(stream)
    },
    unfollow: (tenantId, channelId) => {
      const stream = followed(tenantId, channelId)
      if (stream === undefined) return
      stream.followers -= 1
      if (stream.followers > 0) return
      left.add(stream)
      release(stream)
    },
    settled: (tenantId, channelId) => {
      const stream = followed(tenantId, channelId)
      return stream === undefined ? Promise.resolve(E.left(notFollowed)) : settledOf(stream)
    },
    deltas: async (tenantId, requests) => {
      if (over !== undefined) return requests.map(() => E.left(over ?? notFollowed))
      const found: Array<E.Either<Unavailable, Delta>> = requests.map(() => E.left(notFollowed))
      const asked = requests.flatMap(({ channelId, since }, n) => {
        const stream = followed(tenantId, channelId)
        return stream === undefined ? [] : [{ n, stream, since, restarts: stream.restarts }]
      })
      await readDeltas(
        reads,
        asked.map(({ stream, since }) => ({ stream: stream.name, since })),
        mostRead,
        ({ delta, end }, at) => {
          const one = asked[at]
          if (one === undefined) return
          const { n, stream, restarts } = one
          found[n] = delta
          const isKnown = stream.restarts === restarts
          if (isKnown && end !== undefined && E.isRight(delta)) settle(stream, end)
        },
      )
      return found
    },
    waiting: (tenantId, channelId) => followed(tenantId, channelId)?.waiting ?? [],
    takenBackAfter: takenBack.after,
    lacks: async (tenantId, channelId, after) => {
      const stream = followed(tenantId, channelId)
      if (stream === undefined || stream.unreadable !== undefined) return
      const read = await reads.readStream(stream.name, { from: (after + 1) as Revision, limit: fillSize })()
      const found = E.isRight(read) ? read.right.map(arrivedBy) : []
      const why = found.find((one) => one.unreadable !== undefined)?.unreadable
      if (why === undefined) return
      stream.unreadable = why
      giveUp(stream.name, why)
    },
    close: async () => {
      filling.close()
      reads.close()
      await following.close()
    },
  }
}

const notFollowed: Unavailable = { _tag: 'Unavailable', cause: 'the channel is not followed any more' }

/** It fills a hole: the log itself brings it too, in its turn. */
const unlogged = (recorded: RecordedEvent): Arrived => ({ ...arrivedBy(recorded), logged: false })
