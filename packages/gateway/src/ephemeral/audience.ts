import type { UserId } from '@parley/domain'
import type { Registry } from '../live/registry.ts'
import type { Room, Watch } from '../live/watch.ts'
import type { Flusher } from '../session/flusher.ts'
import { frameJson } from '../session/frames.ts'
import type { Audience } from './ephemeral.ts'

/** Tells the watchers of this process who types, and, those who asked for it, who comes and goes. */
export const roomAudience = (registry: Registry, flusher: Flusher): Audience => {
  // Of one turn only how it ended is told: a thousand people who come at once are one message to each.
  const changes = new Map<Room, Map<UserId, boolean>>()

  const tell = (): void => {
    for (const [room, people] of changes) {
      const { channelId } = room
      const frames = [...people].map(([userId, online]) =>
        frameJson({ type: 'presence', channelId, userId, online }),
      )
      const bytes = Buffer.from(frames.join(','))
      for (const { client } of watchersOf(room, ({ presence }) => presence))
        if (client.isSlow()) client.leaveOut(channelId)
        else client.pushSeveral(bytes)
    }
    changes.clear()
  }

  return {
    typing: ({ tenantId, channelId, userId, parentId, typing }) => {
      const room = registry.room(tenantId, channelId)
      if (room === undefined) return
      const bytes = Buffer.from(frameJson({ type: 'typing', channelId, parentId, userId, typing }))
      for (const { client } of watchersOf(room, (watch) => watch.client.userId !== userId))
        if (!client.isSlow()) client.push(bytes)
    },
    presence: ({ tenantId, channelId, userId, online }) => {
      const room = registry.room(tenantId, channelId)
      if (room === undefined) return
      if (changes.size === 0) flusher.soon(tell)
      const people = changes.get(room)
      if (people === undefined) changes.set(room, new Map([[userId, online]]))
      else people.set(userId, online)
    },
  }
}

const watchersOf = (room: Room, isTold: (watch: Watch) => boolean): ReadonlyArray<Watch> =>
  [...room.watches].filter((watch) => watch.held === undefined && isTold(watch))
