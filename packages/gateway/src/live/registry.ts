import type { ChannelId, TenantId, UserId } from '@parley/domain'
import type { Client, Room, Watch } from './watch.ts'

/** Who is here, and who watches what, in this process. */
export interface Registry {
  readonly enter: (client: Client) => void
  /** Ends all that a client watches, too. */
  readonly leave: (client: Client) => void
  readonly clientsOf: (tenantId: TenantId, userId: UserId) => Iterable<Client>
  /** Whether somebody has a session here. */
  readonly isHere: (tenantId: TenantId, userId: UserId) => boolean
  readonly room: (tenantId: TenantId, channelId: ChannelId) => Room | undefined
  /** A watch that holds what comes, in place of one that the client may have had. */
  readonly hold: (client: Client, channelId: ChannelId, presence: boolean) => Watch
  /** It has its beginning, up to a revision: from now on it gets what comes. */
  readonly goLive: (watch: Watch, revision: number) => void
  readonly end: (watch: Watch) => void
  readonly stats: () => { readonly people: number; readonly rooms: number; readonly watches: number }
}

/** What follows from watches that begin to be live, and end to be. */
export interface Onlookers {
  /** The first in a room begins to hold, or the last has gone. */
  readonly opened: (room: Room) => void
  readonly emptied: (room: Room) => void
  readonly began: (watch: Watch) => void
  readonly ended: (watch: Watch) => void
}

/** What has an id in a tenant, as one text. A tenant has no dot, so that it reads back in one way only. */
export const keyOf = (tenantId: TenantId, id: string): string => `${tenantId}.${id}`

const nobody: ReadonlySet<Client> = new Set()

export const registry = (onlookers: Onlookers): Registry => {
  const people = new Map<string, Set<Client>>()
  const rooms = new Map<string, Room>()
  let watches = 0

  const roomOf = (tenantId: TenantId, channelId: ChannelId): Room => {
    const key = keyOf(tenantId, channelId)
    const there = rooms.get(key)
    if (there !== undefined) return there
    const room: Room = { tenantId, channelId, watches: new Set() }
    rooms.set(key, room)
    onlookers.opened(room)
    return room
  }
  const end = (watch: Watch): void => {
    const { client, room } = watch
    if (watch.ended) return
    watch.ended = true
    room.watches.delete(watch)
    watches -= 1
    if (client.watches.get(room.channelId) === watch) client.watches.delete(room.channelId)
    if (room.watches.size === 0) {
      rooms.delete(keyOf(room.tenantId, room.channelId))
      onlookers.emptied(room)
    }
    if (watch.present) onlookers.ended(watch)
    watch.held = undefined
    watch.awaited?.come()
  }

  return {
    enter: (client) => {
      const key = keyOf(client.tenantId, client.userId)
      const clients = people.get(key)
      if (clients === undefined) people.set(key, new Set([client]))
      else clients.add(client)
    },
    leave: (client) => {
      for (const watch of client.watches.values()) end(watch)
      const key = keyOf(client.tenantId, client.userId)
      const clients = people.get(key)
      clients?.delete(client)
      if (clients?.size === 0) people.delete(key)
    },
    clientsOf: (tenantId, userId) => people.get(keyOf(tenantId, userId)) ?? nobody,
    isHere: (tenantId, userId) => people.has(keyOf(tenantId, userId)),
    room: (tenantId, channelId) => rooms.get(keyOf(tenantId, channelId)),
    hold: (client, channelId, presence) => {
      const before = client.watches.get(channelId)
      // Whoever watches anew was there all the time.
      const present = before?.present ?? false
      const room = roomOf(client.tenantId, channelId)
      const watch = newWatch(client, room, presence, present)
      client.watches.set(channelId, watch)
      room.watches.add(watch)
      watches += 1
      if (before !== undefined) {
        before.present = false
        end(before)
      }
      return watch
    },
    goLive: (watch, revision) => {
      watch.held = undefined
      watch.revision = revision
      if (watch.present) return
      watch.present = true
      onlookers.began(watch)
    },
    end,
    stats: () => ({ people: people.size, rooms: rooms.size, watches }),
  }
}

const newWatch = (client: Client, room: Room, presence: boolean, present: boolean): Watch => ({
  client,
  room,
  presence,
  present,
  held: [],
  heldCharacters: 0,
  revision: -1,
  overflowed: false,
  awaited: undefined,
  ended: false,
})
