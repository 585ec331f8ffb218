import { type ChannelId, keyInTenant, type TenantId, type UserId } from '@parley/domain'
import type { Live } from '@parley/live'
import type { Room, Session, Watch } from './watch.ts'

/** Who is here, and who watches what, in this process. */
export interface Registry {
  readonly enter: (session: Session) => void
  /** Ends all that a session watches, too. */
  readonly leave: (session: Session) => void
  readonly sessionsOf: (tenantId: TenantId, userId: UserId) => Iterable<Session>
  /** Whether somebody has a session here. */
  readonly isHere: (tenantId: TenantId, userId: UserId) => boolean
  readonly room: (tenantId: TenantId, channelId: ChannelId) => Room | undefined
  /** A watch that holds what comes, in place of one that the session may have had. */
  readonly hold: (session: Session, channelId: ChannelId) => Watch
  /** It has its beginning, up to a revision: from now on it gets what comes. */
  readonly goLive: (watch: Watch, revision: number) => void
  readonly end: (watch: Watch) => void
  readonly stats: () => RegistryStats
}

/** How many people are here, which channels somebody watches, and how many watches that are. */
export interface RegistryStats {
  readonly people: number
  readonly rooms: number
  readonly watches: number
}

const nobody: ReadonlyArray<Session> = []

/** A channel is followed from when the first in it begins to hold, until the last has gone. */
export const registry = (live: Pick<Live, 'follow' | 'unfollow'>): Registry => {
  // Most people have one session: a list of it takes less memory than a set.
  const people = new Map<string, ReadonlyArray<Session>>()
  const rooms = new Map<string, Room>()
  let watches = 0

  const roomOf = (tenantId: TenantId, channelId: ChannelId): Room => {
    const key = keyInTenant(tenantId, channelId)
    const there = rooms.get(key)
    if (there !== undefined) return there
    const room: Room = { tenantId, channelId, watches: new Set() }
    rooms.set(key, room)
    live.follow(tenantId, channelId)
    return room
  }
  const end = (watch: Watch): void => {
    const { session, room } = watch
    if (watch.ended) return
    watch.ended = true
    room.watches.delete(watch)
    watches -= 1
    if (session.watches.get(room.channelId) === watch) session.watches.delete(room.channelId)
    if (room.watches.size === 0) {
      rooms.delete(keyInTenant(room.tenantId, room.channelId))
      live.unfollow(room.tenantId, room.channelId)
    }
    if (watch.begun) session.listener.ended(room.channelId)
    watch.held = undefined
    watch.awaited?.come()
  }

  return {
    enter: (session) => {
      const key = keyInTenant(session.tenantId, session.userId)
      people.set(key, [...(people.get(key) ?? nobody), session])
    },
    leave: (session) => {
      for (const watch of session.watches.values()) end(watch)
      const key = keyInTenant(session.tenantId, session.userId)
      const others = (people.get(key) ?? nobody).filter((other) => other !== session)
      if (others.length > 0) people.set(key, others)
      else people.delete(key)
    },
    sessionsOf: (tenantId, userId) => people.get(keyInTenant(tenantId, userId)) ?? nobody,
    isHere: (tenantId, userId) => people.has(keyInTenant(tenantId, userId)),
    room: (tenantId, channelId) => rooms.get(keyInTenant(tenantId, channelId)),
    hold: (session, channelId) => {
      const before = session.watches.get(channelId)
      const room = roomOf(session.tenantId, channelId)
      // Whoever watches anew has watched all the time.
      const watch = newWatch(session, room, before?.begun ?? false)
      session.watches.set(channelId, watch)
      room.watches.add(watch)
      watches += 1
      if (before !== undefined) {
        before.begun = false
        end(before)
      }
      return watch
    },
    goLive: (watch, revision) => {
      watch.held = undefined
      watch.revision = revision
      if (watch.begun) return
      watch.begun = true
      watch.session.listener.began(watch.room.channelId)
    },
    end,
    stats: () => ({ people: people.size, rooms: rooms.size, watches }),
  }
}

const newWatch = (session: Session, room: Room, begun: boolean): Watch => ({
  session,
  room,
  begun,
  held: [],
  heldCharacters: 0,
  revision: -1,
  overflowed: false,
  awaited: undefined,
  ended: false,
})
