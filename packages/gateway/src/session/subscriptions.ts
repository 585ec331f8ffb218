import type { FeedEntry } from '@parley/change-feed'
import type { ChannelId } from '@parley/domain'
import type { RequestId, Watch as WatchWish } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { deliverTo, passOn } from '../live/deliver.ts'
import type { Client, Watch } from '../live/watch.ts'
import { type Beginning, beginningOf } from './beginning.ts'
import { internalJson, overloadedJson } from './faults.ts'
import { deltaJson, errorJson, frameJson, notWatchedJson, snapshotJson, subscribedJson } from './frames.ts'
import { inParallel } from './in-parallel.ts'
import type { SessionParts } from './parts.ts'

/** What one session watches. Its requests are taken one after another, so that each finds what the last one left. */
export interface Subscriptions {
  readonly subscribe: (id: RequestId, wishes: ReadonlyArray<WatchWish>) => void
  readonly unsubscribe: (id: RequestId, channelIds: ReadonlyArray<ChannelId>) => void
}

/** How many channels are read at once for one session. */
const atOnce = 8

/** `accepted` gives the position of the latest command of the session: a watch begins no sooner than that shows. */
export const subscriptions = (
  parts: SessionParts,
  client: Client,
  isOpen: () => boolean,
  accepted: () => number,
): Subscriptions => {
  const { queries, registry, following, limits, log } = parts
  const asker = { tenantId: client.tenantId, userId: client.userId }
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

  const subscribe = async (id: RequestId, wishes: ReadonlyMap<ChannelId, WatchWish>): Promise<void> => {
    const others = [...client.watches.keys()].filter((channelId) => !wishes.has(channelId))
    if (others.length + wishes.size > limits.watches) return client.push(overloadedJson(id))
    await following.ready
    await following.reached(accepted(), limits.catchUpWithin)
    if (!isOpen()) return
    const watches = [...wishes.values()].map((wish) => ({
      watch: registry.hold(client, wish.channelId, wish.presence ?? false),
      after: wish.after,
    }))
    const abandon = (answer: string): void => {
      for (const { watch } of watches) {
        const held = watch.held ?? []
        registry.end(watch)
        if (isOpen()) deliverTo(client, addressed(watch, held))
      }
      client.push(answer)
    }
    try {
      const member = await queries.memberships(asker, [...wishes.keys()])()
      if (E.isLeft(member)) return abandon(errorJson(id, { _tag: 'Unavailable' }))
      const beginnings = await inParallel(atOnce, watches, async ({ watch, after }) => {
        const beginning = await beginningOf(parts, {
          watch,
          after,
          memberAt: member.right.get(watch.room.channelId),
        })
        return { watch, beginning }
      })
      if (!isOpen()) return
      const ready: Array<Ready> = []
      for (const { watch, beginning } of beginnings) {
        if (E.isLeft(beginning)) return abandon(errorJson(id, { _tag: 'Unavailable' }))
        ready.push({ watch, beginning: beginning.right })
      }
      begin(id, ready)
    } catch (fault) {
      abandon(internalJson(id, log, fault))
    }
  }

  /** One step, so that nothing comes between the answer, what was held back and what is live from now on. */
  const begin = (id: RequestId, ready: ReadonlyArray<Ready>): void => {
    const held = ready.map(({ watch, beginning }) => {
      const entries = watch.held ?? []
      // It ended while it held: something was left out meanwhile, and its client has to begin once more.
      const missed = watch.overflowed || watch.ended
      if (missed || beginning._tag === 'rejected') registry.end(watch)
      else registry.goLive(watch, beginning.revision)
      return { watch, entries, missed }
    })
    client.push(
      subscribedJson(
        id,
        ready.map((one, n) => watchedJson(one, held[n]?.entries ?? [])),
      ),
    )
    for (const { watch, entries, missed } of held) {
      const { channelId } = watch.room
      if (missed) client.leaveOut(channelId)
      else if (watch.ended) deliverTo(client, addressed(watch, entries))
      else deliverTo(client, passOn(registry, watch, entries))
    }
  }

  const watchedJson = ({ watch, beginning }: Ready, held: ReadonlyArray<FeedEntry>): string => {
    const { room, presence } = watch
    const online = presence ? parts.ephemeral.online(room) : []
    switch (beginning._tag) {
      case 'delta':
        return deltaJson(room.channelId, beginning, held, online)
      case 'snapshot':
        return snapshotJson(room.channelId, beginning.snapshot, online)
      case 'rejected':
        return notWatchedJson(room.channelId, beginning.rejection)
      default:
        return beginning satisfies never
    }
  }

  return {
    subscribe: (id, wishes) => {
      const byChannel = new Map(wishes.map((wish) => [wish.channelId, wish]))
      inTurn(id, () => subscribe(id, byChannel))
    },
    unsubscribe: (id, channelIds) =>
      inTurn(id, () => {
        for (const channelId of channelIds) {
          const watch = client.watches.get(channelId)
          if (watch !== undefined) registry.end(watch)
        }
        client.push(frameJson({ type: 'unsubscribed', id }))
      }),
  }
}

interface Ready {
  readonly watch: Watch
  readonly beginning: Beginning
}

/** What was held back and is somebody's own: it reaches them although they do not watch. */
const addressed = ({ client }: Watch, held: ReadonlyArray<FeedEntry>): ReadonlyArray<FeedEntry> =>
  held.filter(({ userIds }) => userIds.includes(client.userId))
