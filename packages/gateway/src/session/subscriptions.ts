import type { ChannelId, UserId } from '@parley/domain'
import type { WatchRequest } from '@parley/contract'
import type { Beginnings, Begun, Watcher } from '@parley/engine'
import type { RequestId } from '@parley/protocol'
import * as E from 'fp-ts/lib/Either.js'
import { begunJson, type Prepared, prepared } from './beginning-json.ts'
import type { Client } from '../ephemeral/watchers.ts'
import { internalJson, overloadedJson } from './faults.ts'
import { errorJson, frameJson, subscribedJson, watchedJson } from './frames.ts'
import type { Pace } from './pace.ts'
import type { SessionParts } from './parts.ts'

/** Whose session it is, and what is needed of it. */
interface SessionOf extends Client {
  readonly watcher: Watcher
  readonly isOpen: () => boolean
}

const anotherTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

type Parts = Pick<SessionParts, 'ephemeral' | 'watchers' | 'limits' | 'log'>

/** What one session watches. Its requests are taken one after another, so that each finds what the last one left. */
export class Subscriptions {
  readonly #parts: Parts
  readonly #session: SessionOf
  readonly #pace: Pace
  /** Undefined: nothing is under way. */
  #turn: Promise<void> | undefined
  #underWay = 0

  constructor(parts: Parts, session: SessionOf, pace: Pace) {
    this.#parts = parts
    this.#session = session
    this.#pace = pace
  }

  subscribe(id: RequestId, wishes: ReadonlyArray<WatchRequest>): void {
    const byChannel = new Map(wishes.map((wish) => [wish.channelId, wish]))
    this.#inTurn(id, () => this.#subscribe(id, byChannel))
  }

  unsubscribe(id: RequestId, channelIds: ReadonlyArray<ChannelId>): void {
    // Nothing to be done in turn: it asks whether somebody is there.
    if (channelIds.length === 0) return this.#session.push(frameJson({ type: 'unsubscribed', id }))
    this.#inTurn(id, () => {
      for (const channelId of channelIds) this.#session.watcher.end(channelId)
      this.#session.push(frameJson({ type: 'unsubscribed', id }))
    })
  }

  #inTurn(id: RequestId, work: () => Promise<void> | void): void {
    const { limits, log } = this.#parts
    if (this.#underWay >= limits.subscribesUnderWay) return this.#session.push(overloadedJson(id))
    this.#underWay += 1
    const take = async (): Promise<void> => {
      try {
        if (this.#session.isOpen()) await work()
      } catch (fault) {
        this.#session.push(internalJson(id, log, fault))
      } finally {
        this.#underWay -= 1
        if (this.#underWay === 0) this.#turn = undefined
      }
    }
    this.#turn = (this.#turn ?? Promise.resolve()).then(take)
  }

  /** Who begins to watch is among those who are told of the moment; it gives who is there, where that is asked for. */
  #comes({ channelId, isLive }: Begun, presence: boolean): ReadonlyArray<UserId> {
    if (!isLive) return []
    const { watchers, ephemeral, limits } = this.#parts
    const { tenantId } = this.#session
    watchers.add(channelId, this.#session, presence)
    return presence ? ephemeral.online({ tenantId, channelId }).slice(0, limits.onlineTold) : []
  }

  async #subscribe(id: RequestId, wishes: ReadonlyMap<ChannelId, WatchRequest>): Promise<void> {
    const session = this.#session
    const pace = this.#pace
    const { limits } = this.#parts
    const found = await session.watcher.watch([...wishes.values()])()
    if (!session.isOpen()) return
    if (E.isLeft(found)) return session.push(errorJson(id, found.left))
    const beginnings = found.right

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
          return begunJson(begun, told.get(begun.channelId), this.#comes(begun, presence))
        })
        session.push(frame(channels))
      })
    }
    let ahead: ReturnType<ReturnType<Beginnings['next']>> | undefined
    try {
      while (count < wishes.size) {
        // Nothing is held for a session that does not take what it is told: not what was read already either.
        if (!pace.hasRoom() && ready.size > 0) tell(watchedJson)
        if (ahead === undefined) await pace.room()
        if (!session.isOpen()) return
        const read = await (ahead ?? beginnings.next()())
        ahead = undefined
        if (!session.isOpen()) return
        if (E.isLeft(read)) {
          // What is read begins: it need not wait for what can't be.
          if (ready.size > 0) tell(watchedJson)
          beginnings.giveUp()
          return session.push(errorJson(id, read.left))
        }
        count += read.right.length
        // The next are read while these are told, where there is room for both.
        if (count < wishes.size && pace.hasRoom()) ahead = beginnings.next()()
        for (const { channelId, beginning } of read.right) {
          const one = prepared(channelId, beginning)
          if (ready.size > 0 && characters + one.length > limits.partCharacters) {
            tell(watchedJson)
            // Each part is written by itself, and what others are told has its turn in between.
            await anotherTurn()
            if (!session.isOpen()) return
          }
          ready.set(channelId, one)
          characters += one.length
        }
      }
      tell((channels) => subscribedJson(id, channels))
    } catch (fault) {
      // What is read ahead must not be held back for ever.
      await ahead
      beginnings.giveUp()
      throw fault
    }
  }
}
