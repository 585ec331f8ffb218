import type { Position, UserId } from '@parley/domain'
import type { LiveUpdate } from '@parley/live'
import type { GatewayLimits } from '../limits.ts'
import { updatesFrames } from '../session/frames.ts'
import type { Registry } from './registry.ts'
import type { Client, Room, Watch } from './watch.ts'

type Personal = Map<Client, Array<LiveUpdate>>
type Limits = Pick<GatewayLimits, 'heldUpdates' | 'heldCharacters' | 'partCharacters'>

/**
 * Gives updates to everyone whom they concern: what a room's watchers all get is serialised once, and
 * the same bytes go to each; what is one person's goes to each of that person's sessions.
 */
export const deliver = (registry: Registry, entries: ReadonlyArray<LiveUpdate>, limits: Limits): void => {
  const rooms = new Map<Room, Array<LiveUpdate>>()
  const personal: Personal = new Map()
  for (const entry of entries) {
    const room = entry.audience === 'watchers' ? registry.room(entry.tenantId, entry.channelId) : undefined
    if (room !== undefined) add(rooms, room, entry)
    for (const userId of entry.userIds)
      for (const client of registry.clientsOf(entry.tenantId, userId))
        if (room === undefined || !client.watches.has(entry.channelId)) add(personal, client, entry)
  }
  for (const [room, group] of rooms) deliverToRoom(registry, room, group, personal, limits)
  for (const [client, own] of personal) deliverTo(client, own, limits)
}

const add = <K>(groups: Map<K, Array<LiveUpdate>>, key: K, entry: LiveUpdate): void => {
  const group = groups.get(key)
  if (group === undefined) groups.set(key, [entry])
  else group.push(entry)
}

const deliverToRoom = (
  registry: Registry,
  room: Room,
  group: ReadonlyArray<LiveUpdate>,
  personal: Personal,
  limits: Limits,
): void => {
  const first = group[0]?.revision ?? 0
  const newest = group.at(-1)
  const last = newest?.revision ?? 0
  const leavers = leaversOf(group)
  let shared: ReadonlyArray<Uint8Array> | undefined
  for (const watch of room.watches) {
    const { client } = watch
    if (watch.held !== undefined) {
      hold(watch, watch.held, group, limits)
    } else if (client.isSlow()) {
      client.leaveOut(room.channelId)
    } else if (watch.revision < first && !leavers.has(client.userId)) {
      shared ??= updatesFrames(group, limits.partCharacters).map((frame) => Buffer.from(frame))
      watch.revision = last
      toldTo(client, newest)
      pushAll(watch, shared)
    } else {
      for (const entry of passOn(registry, watch, group, limits)) add(personal, client, entry)
    }
  }
}

/** Several frames of a channel; where the session does not keep up with them, it misses the rest. */
const pushAll = ({ client, room }: Watch, frames: ReadonlyArray<string | Uint8Array>): void => {
  for (const frame of frames) {
    if (client.isSlow()) return client.leaveOut(room.channelId)
    client.push(frame)
  }
}

const nobody: ReadonlySet<UserId> = new Set()

const leaversOf = (group: ReadonlyArray<LiveUpdate>): ReadonlySet<UserId> => {
  let leavers: Set<UserId> | undefined
  for (const { event } of group)
    if (event.type === 'MemberLeft') {
      leavers ??= new Set()
      leavers.add(event.userId)
    }
  return leavers ?? nobody
}

const hold = (
  watch: Watch,
  held: Array<LiveUpdate>,
  group: ReadonlyArray<LiveUpdate>,
  { heldUpdates, heldCharacters }: Limits,
): void => {
  watch.heldCharacters += group.reduce((sum, { json }) => sum + json.length, 0)
  watch.overflowed ||= held.length + group.length > heldUpdates || watch.heldCharacters > heldCharacters
  if (watch.overflowed) held.length = 0
  else for (const entry of group) held.push(entry)
  const last = group.at(-1)?.revision ?? -1
  if (watch.awaited !== undefined && (watch.overflowed || last >= watch.awaited.revision))
    watch.awaited.come()
}

/**
 * Sends a live watch those of the entries that it does not have. The one by which its person leaves is the last: the
 * watch ends with it. What comes after that and is addressed to the person is given back, for them as somebody who
 * watches no more.
 */
export const passOn = (
  registry: Registry,
  watch: Watch,
  entries: ReadonlyArray<LiveUpdate>,
  { partCharacters }: Pick<Limits, 'partCharacters'>,
): ReadonlyArray<LiveUpdate> => {
  const { client } = watch
  const fresh = entries.filter(({ revision }) => revision > watch.revision)
  const leaving = fresh.findIndex(
    ({ event }) => event.type === 'MemberLeft' && event.userId === client.userId,
  )
  const own = leaving < 0 ? fresh : fresh.slice(0, leaving + 1)
  const last = own.at(-1)
  if (last === undefined) return []
  watch.revision = last.revision
  toldTo(client, last)
  pushAll(watch, updatesFrames(own, partCharacters))
  if (leaving < 0) return []
  registry.end(watch)
  return fresh.slice(leaving + 1).filter(({ userIds }) => userIds.includes(client.userId))
}

/** Sends somebody what is addressed to them. */
export const deliverTo = (
  client: Client,
  own: ReadonlyArray<LiveUpdate>,
  { partCharacters }: Pick<Limits, 'partCharacters'>,
): void => {
  if (client.isSlow()) {
    for (const { channelId } of own) client.leaveOut(channelId)
    return
  }
  for (const update of own) toldTo(client, update)
  for (const frame of updatesFrames(own, partCharacters)) client.push(frame)
}

/** Nothing that is read for somebody is to be older than what they have been told. */
export const toldTo = (client: Client, told: { readonly position: Position } | undefined): void => {
  if (told !== undefined && told.position > client.toldTo) client.toldTo = told.position
}
