import type { ChannelId, UserId } from '@parley/domain'
import type { Update } from '@parley/contract'
import type { ServerFrame } from '@parley/protocol'
import type { Clock } from './platform/clock.ts'
import type { ClientState, Typist } from './state/client-state.ts'
import { keyOf } from './state/key-of.ts'
import { broughtBy } from './state/message.ts'
import { withEntry, withoutEntry } from './state/persistent-map.ts'
import { without } from './state/without.ts'
import type { Store } from './store.ts'

type Typing = Extract<ServerFrame, { readonly type: 'typing' }>
type Presence = Extract<ServerFrame, { readonly type: 'presence' }>

/** Who writes and who is there: true for the moment, and no longer than the connection that says so. */
export interface Ephemeral {
  readonly typing: (frame: Typing) => void
  readonly presence: (frame: Presence) => void
  /** What happened ends what was true: a message its typing, a leaving both. */
  readonly happened: (updates: ReadonlyArray<Update>) => void
  /** The connection is gone, and with it all that it said. */
  readonly lost: () => void
}

/**
 * So long somebody writes who is not said to write on, in milliseconds: longer than the ten seconds after which the
 * server says that it ended, since that may not come.
 */
const typingLasts = 13_000

export const ephemeral = (store: Store, clock: Clock): Ephemeral => {
  /** What ends each typist, by channel, feed, thread and person. */
  const leases = new Map<string, () => void>()

  const stop = (channelId: ChannelId, ends: (typist: Typist) => boolean): void => {
    const before = store.get().typists.get(channelId) ?? []
    const left = before.filter((typist) => !ends(typist))
    if (left.length === before.length) return
    for (const typist of before) if (ends(typist)) release(leaseOf(channelId, typist))
    store.set(({ typists }) => ({ typists: withList(typists, channelId, left) }))
  }
  const release = (key: string): void => {
    leases.get(key)?.()
    leases.delete(key)
  }
  const leave = (channelId: ChannelId, userId: UserId): void => {
    stop(channelId, (typist) => typist.userId === userId)
    const there = store.get().online.get(channelId)
    if (there?.has(userId) !== true) return
    store.set(({ online }) => ({
      online: withEntry(online, channelId, without(there, userId)),
    }))
  }

  return {
    typing: ({ channelId, userId, feedId, parentId, typing }) => {
      const typist: Typist = { userId, feedId, parentId }
      const same = is(typist)
      if (!typing) return stop(channelId, same)
      const key = leaseOf(channelId, typist)
      release(key)
      leases.set(
        key,
        clock.later(typingLasts, () => stop(channelId, same)),
      )
      const before = store.get().typists.get(channelId) ?? []
      if (before.some(same)) return
      store.set(({ typists }) => ({
        typists: withList(typists, channelId, [...before, typist]),
      }))
    },
    presence: ({ channelId, userId, online: isThere }) => {
      if (!isThere) return leave(channelId, userId)
      store.set(({ online }) => ({
        online: withEntry(online, channelId, new Set(online.get(channelId)).add(userId)),
      }))
    },
    happened: (updates) => {
      for (const update of updates) {
        for (const { senderId: userId, feedId, parentId } of broughtBy(update))
          stop(update.channelId, is({ userId, feedId, parentId }))
        for (const change of update.changes)
          if (change.row === 'member' && change.remove) leave(update.channelId, change.userId)
      }
    },
    lost: () => {
      for (const end of leases.values()) end()
      leases.clear()
      store.set(() => ({ typists: new Map(), online: new Map() }))
    },
  }
}

const leaseOf = (channelId: ChannelId, { feedId, parentId, userId }: Typist): string =>
  keyOf(channelId, feedId, parentId, userId)

const is =
  (one: Typist) =>
  (other: Typist): boolean =>
    other.userId === one.userId && other.feedId === one.feedId && other.parentId === one.parentId

const withList = (
  typists: ClientState['typists'],
  channelId: ChannelId,
  list: ReadonlyArray<Typist>,
): ClientState['typists'] =>
  list.length === 0 ? withoutEntry(typists, channelId) : withEntry(typists, channelId, list)
