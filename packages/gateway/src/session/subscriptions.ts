import type { ChannelId, UserId } from '@parley/domain'
import type { WatchRequest } from '@parley/contract'
import type { Begun, Watcher } from '@parley/engine'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { begunJson, type Prepared, prepared } from './beginning-json.ts'
import type { Client } from '../ephemeral/watchers.ts'
import { internalJson, overloadedJson } from './faults.ts'
import { errorJson, frameJson, subscribedJson, watchedJson } from './frames.ts'
import { inParallel } from './in-parallel.ts'
import type { Pace } from './pace.ts'
import type { SessionParts } from './parts.ts'

/** What one session watches. Its requests are taken one after another, so that each finds what the last one left. */
export interface Subscriptions {
  readonly subscribe: (id: RequestId, wishes: ReadonlyArray<WatchRequest>) => void
  readonly unsubscribe: (id: RequestId, channelIds: ReadonlyArray<ChannelId>) => void
}

/** What subscriptions have to know of their session. */
interface Of extends Pick<Pace, 'hasRoom' | 'room'> {
  readonly watcher: Watcher
  readonly isOpen: () => boolean
}

/** How many channels are read at once for one session. */
const atOnce = 8

export const subscriptions = (
  { ephemeral, watchers, limits, log }: Pick<SessionParts, 'ephemeral' | 'watchers' | 'limits' | 'log'>,
  client: Client,
  { watcher, isOpen, hasRoom, room }: Of,
): Subscriptions => {
  const { tenantId } = client
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

  /** Who begins to watch is among those who are told of the moment; it gives who is there, where that is asked for. */
  const comes = ({ channelId, isLive }: Begun, presence: boolean): ReadonlyArray<UserId> => {
    if (!isLive) return []
    watchers.add(channelId, client, presence)
    return presence ? ephemeral.online({ tenantId, channelId }).slice(0, limits.onlineTold) : []
  }

  const subscribe = async (id: RequestId, wishes: ReadonlyMap<ChannelId, WatchRequest>): Promise<void> => {
    const found = await watcher.watch([...wishes.values()])()
    if (!isOpen()) return
    if (E.isLeft(found)) return client.push(errorJson(id, found.left))
    const beginnings = found.right

    let failure: string | undefined
    let ready = new Map<ChannelId, Prepared>()
    let characters = 0
    let count = 0
    const tell = (frame: (channels: ReadonlyArray<string>) => string): void => {
      const told = ready
      ready = new Map()
      characters = 0
      beginnings.goLive(told.keys(), (all) => {
        const channels = all.map((begun) => {
          const presence = wishes.get(begun.channelId)?.presence ?? false
          return begunJson(begun, told.get(begun.channelId), comes(begun, presence))
        })
        client.push(frame(channels))
      })
    }
    await inParallel(atOnce, inOrderOfReading(wishes), async (channelId) => {
      // Nothing is held for a session that does not take what it is told: not what was read already either.
      if (isOpen() && !hasRoom() && ready.size > 0) tell(watchedJson)
      await room()
      if (!isOpen() || failure !== undefined) return
      const beginning = await beginnings.read(channelId)()
      if (E.isLeft(beginning)) {
        failure ??= errorJson(id, beginning.left)
        return
      }
      if (!isOpen()) return
      const one = prepared(channelId, beginning.right)
      if (ready.size > 0 && characters + one.length > limits.partCharacters) tell(watchedJson)
      ready.set(channelId, one)
      characters += one.length
      count += 1
      if (count < wishes.size && !hasRoom()) tell(watchedJson)
    })
    if (!isOpen()) return
    if (failure === undefined) return tell((channels) => subscribedJson(id, channels))
    // What is read begins: it need not wait for what can't be.
    if (ready.size > 0) tell(watchedJson)
    beginnings.giveUp()
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
        for (const channelId of channelIds) watcher.end(channelId)
        client.push(frameJson({ type: 'unsubscribed', id }))
      })
    },
  }
}

/** Those first that go on from a revision, by the log: what is shown as it is waits for the read models. */
const inOrderOfReading = (wishes: ReadonlyMap<ChannelId, WatchRequest>): ReadonlyArray<ChannelId> =>
  [...wishes.values()]
    .toSorted((a, b) => Number(a.after === undefined) - Number(b.after === undefined))
    .map(({ channelId }) => channelId)
