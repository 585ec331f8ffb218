import type { UserId } from '@parley/domain'
import { goesBy, inHindsight, type LiveUpdate } from '@parley/live'
import type { WatchLimits } from '../limits.ts'
import type { Registry } from './registry.ts'
import { channelsOf, type Room, type Session, toldTo, type Watch } from './watch.ts'

type Personal = Map<Session, Array<LiveUpdate>>

/**
 * Gives updates to everyone whom they concern: what a room's watchers all get is one list, given to each; what is one
 * person's goes to each of that person's sessions.
 */
export const deliver = (
  registry: Registry,
  updates: ReadonlyArray<LiveUpdate>,
  limits: WatchLimits,
): void => {
  const rooms = new Map<Room, Array<LiveUpdate>>()
  const personal: Personal = new Map()
  for (const update of updates) {
    const room = update.audience === 'watchers' ? registry.room(update.tenantId, update.channelId) : undefined
    if (room !== undefined) add(rooms, room, update)
    for (const userId of update.userIds)
      for (const session of registry.sessionsOf(update.tenantId, userId))
        if (room === undefined || !session.watches.has(update.channelId)) add(personal, session, update)
  }
  for (const [room, group] of rooms) deliverToRoom(registry, room, group, personal, limits)
  for (const [session, own] of personal) deliverTo(session, own)
}

const add = <K>(groups: Map<K, Array<LiveUpdate>>, key: K, update: LiveUpdate): void => {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [update])
  else group.push(update)
}

const deliverToRoom = (
  registry: Registry,
  room: Room,
  group: ReadonlyArray<LiveUpdate>,
  personal: Personal,
  limits: WatchLimits,
): void => {
  const first = group[0]?.revision ?? 0
  const newest = group.at(-1)
  const last = newest?.revision ?? 0
  const leavers = leaversOf(group)
  const ends = group.some((update) => update.ends)
  let shared: ReadonlyArray<LiveUpdate> | undefined
  for (const watch of room.watches) {
    const { session } = watch
    if (watch.held !== undefined) {
      hold(watch, watch.held, group, limits)
    } else if (session.listener.isSlow()) {
      toldTo(session, newest)
      miss(registry, watch)
    } else if (!ends && watch.revision < first && !leavers.has(session.userId)) {
      shared ??= inHindsight(group)
      watch.revision = last
      toldTo(session, newest)
      session.listener.updates(shared, true)
    } else {
      for (const update of passOn(registry, watch, group)) add(personal, session, update)
    }
  }
}

const nobody: ReadonlySet<UserId> = new Set()

const leaversOf = (group: ReadonlyArray<LiveUpdate>): ReadonlySet<UserId> => {
  let leavers: Set<UserId> | undefined
  for (const { goes } of group)
    for (const userId of goes) {
      leavers ??= new Set()
      leavers.add(userId)
    }
  return leavers ?? nobody
}

const hold = (
  watch: Watch,
  held: Array<LiveUpdate>,
  group: ReadonlyArray<LiveUpdate>,
  { heldUpdates, heldCharacters }: WatchLimits,
): void => {
  watch.heldCharacters += group.reduce((sum, { json }) => sum + json.length, 0)
  watch.overflowed ||= held.length + group.length > heldUpdates || watch.heldCharacters > heldCharacters
  if (watch.overflowed) {
    held.length = 0
    toldTo(watch.session, group.at(-1))
  } else for (const update of group) held.push(update)
  const last = group.at(-1)?.revision ?? -1
  if (watch.awaited !== undefined && (watch.overflowed || last >= watch.awaited.revision))
    watch.awaited.come()
}

/** Something of a channel is left out for a session, whose watch of it ends. */
export const miss = (registry: Registry, watch: Watch): void => {
  registry.end(watch)
  watch.session.listener.missed(watch.room.channelId)
}

/**
 * Tells a live watch those of the updates that it does not have. The one by which its person leaves is the last: the
 * watch ends with it. What comes after that and is addressed to the person is given back, for them as somebody who
 * watches no more.
 */
export const passOn = (
  registry: Registry,
  watch: Watch,
  updates: ReadonlyArray<LiveUpdate>,
): ReadonlyArray<LiveUpdate> => {
  const { session } = watch
  const fresh = updates.filter(({ revision }) => revision > watch.revision)
  const leaving = fresh.findIndex((update) => goesBy(update, session.userId))
  const own = leaving < 0 ? fresh : fresh.slice(0, leaving + 1)
  const last = own.at(-1)
  if (last === undefined) return []
  watch.revision = last.revision
  toldTo(session, last)
  session.listener.updates(inHindsight(own), false)
  if (leaving < 0) return []
  registry.end(watch)
  return addressedTo(session, fresh.slice(leaving + 1))
}

/** Tells somebody what is addressed to them. */
export const deliverTo = (session: Session, own: ReadonlyArray<LiveUpdate>): void => {
  const { listener } = session
  if (own.length === 0) return
  // Of what it misses it is told as well, and asks.
  for (const update of own) toldTo(session, update)
  if (listener.isSlow()) {
    for (const channelId of channelsOf(own)) listener.missed(channelId)
    return
  }
  listener.updates(inHindsight(own), false)
}

/** What of updates is somebody's own: it reaches them although they do not watch. */
export const addressedTo = (
  { userId }: Session,
  updates: ReadonlyArray<LiveUpdate>,
): ReadonlyArray<LiveUpdate> => updates.filter(({ userIds }) => userIds.includes(userId))
