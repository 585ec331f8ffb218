import type { Person } from '@parley/auth'
import type { ChannelId, Revision } from '@parley/domain'
import type { Watch as WatchWish } from '@parley/contract'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { deliverTo } from '../live/deliver.ts'
import type { Client, Watch } from '../live/watch.ts'
import { addressed, beginWatching, type Ready, readyOf } from './begin-watching.ts'
import { comesBy } from './comes-by.ts'
import { internalJson, overloadedJson } from './faults.ts'
import { errorJson, frameJson, subscribedJson, watchedJson } from './frames.ts'
import { inParallel } from './in-parallel.ts'
import type { Pace } from './pace.ts'
import type { SessionParts } from './parts.ts'

/** What one session watches. Its requests are taken one after another, so that each finds what the last one left. */
export interface Subscriptions {
  readonly subscribe: (id: RequestId, wishes: ReadonlyArray<WatchWish>) => void
  readonly unsubscribe: (id: RequestId, channelIds: ReadonlyArray<ChannelId>) => void
}

/** What subscriptions have to know of their session. */
interface Of extends Pick<Pace, 'hasRoom' | 'room'> {
  readonly person: Person
  readonly isOpen: () => boolean
}

/** How many channels are read at once for one session. */
const atOnce = 8

export const subscriptions = (
  parts: SessionParts,
  client: Client,
  { person, isOpen, hasRoom, room }: Of,
): Subscriptions => {
  const { engine, registry, clock, limits, log } = parts
  let turn = Promise.resolve()
  let underWay = 0

  const inTurn = (id: RequestId, work: () => Promise<void> | void): void => {
    if (underWay >= limits.subscribesUnderWay) return client.push(overloadedJson(id))
    underWay += 1
    const take = async (): Promise<void> => {
      try {
        if (isOpen()) await work()
      } catch (fault) {
        client.push(internalJson(id, log, fault))
      } finally {
        underWay -= 1
      }
    }
    turn = turn.then(take)
  }

  const giveUp = (watch: Watch): void => {
    const held = watch.held ?? []
    registry.end(watch)
    if (isOpen()) deliverTo(client, addressed(watch, held), limits)
  }

  /** Holds back what comes of a channel, and reads what its watch begins with. Left: the answer where that failed. */
  const read = async (
    id: RequestId,
    { channelId, after, presence = false }: WatchWish,
    memberAt: Revision | undefined,
  ): Promise<E.Either<string, Ready>> => {
    const watch = registry.hold(client, channelId, presence)
    try {
      const beginning = await engine.watch(person, {
        channelId,
        after,
        memberAt,
        atLeast: () => client.toldTo,
        events: limits.deltaUpdates,
        bytes: limits.deltaBytes,
        held: () => watch.held ?? [],
        comesBy: (revision) => comesBy(watch, revision, clock, limits.catchUpWithin),
      })()
      if (E.isRight(beginning)) return E.right(readyOf(watch, beginning.right))
      giveUp(watch)
      return E.left(errorJson(id, beginning.left))
    } catch (fault) {
      giveUp(watch)
      return E.left(internalJson(id, log, fault))
    }
  }

  const subscribe = async (id: RequestId, wishes: ReadonlyMap<ChannelId, WatchWish>): Promise<void> => {
    const others = [...client.watches.keys()].filter((channelId) => !wishes.has(channelId))
    if (others.length + wishes.size > limits.watches) return client.push(overloadedJson(id))
    await engine.live.ready
    if (!isOpen()) return
    const member = await engine.memberships(person, [...wishes.keys()])()
    if (E.isLeft(member)) return client.push(errorJson(id, member.left))

    let failure: string | undefined
    let ready: ReadonlyArray<Ready> = []
    let found = 0
    const order = [...wishes.keys()]
    const place = (one: Ready): number => order.indexOf(one.watch.room.channelId)
    const tell = (frame: (channels: ReadonlyArray<string>) => string): void => {
      const told = ready.toSorted((one, other) => place(one) - place(other))
      ready = []
      beginWatching(parts, client, told, frame)
    }
    await inParallel(atOnce, [...wishes.values()], async (wish) => {
      // Nothing is held for a session that does not take what it is told: not what was read already either.
      if (isOpen() && !hasRoom() && ready.length > 0) tell(watchedJson)
      await room()
      if (!isOpen() || failure !== undefined) return
      const begun = await read(id, wish, member.right.get(wish.channelId))
      if (E.isLeft(begun)) {
        failure ??= begun.left
        return
      }
      if (!isOpen()) return
      const characters = ready.reduce((sum, one) => sum + one.characters, begun.right.characters)
      if (ready.length > 0 && characters > limits.partCharacters) tell(watchedJson)
      ready = [...ready, begun.right]
      found += 1
      if (found < wishes.size && !hasRoom()) tell(watchedJson)
    })
    if (!isOpen()) return
    if (failure === undefined) return tell((channels) => subscribedJson(id, channels))
    for (const { watch } of ready) giveUp(watch)
    client.push(failure)
  }

  return {
    subscribe: (id, wishes) => {
      const byChannel = new Map(wishes.map((wish) => [wish.channelId, wish]))
      inTurn(id, () => subscribe(id, byChannel))
    },
    unsubscribe: (id, channelIds) => {
      // Nothing to be done in turn: it asks whether somebody is there.
      if (channelIds.length === 0) return client.push(frameJson({ type: 'unsubscribed', id }))
      inTurn(id, () => {
        for (const channelId of channelIds) {
          const watch = client.watches.get(channelId)
          if (watch !== undefined) registry.end(watch)
        }
        client.push(frameJson({ type: 'unsubscribed', id }))
      })
    },
  }
}
