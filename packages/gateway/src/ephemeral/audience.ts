import type { UserId } from '@parley/domain'
import type { Flusher } from '../session/flusher.ts'
import { frameJson } from '../session/frames.ts'
import { type Audience, keyOf, type Where } from './ephemeral.ts'
import type { Watchers } from './watchers.ts'

/** Who came to a channel and went in this turn. */
interface Changes {
  readonly where: Where
  readonly people: Map<UserId, boolean>
}

/** Tells the watchers of this gateway who types, and, those who asked for it, who comes and goes. */
export const roomAudience = (watchers: Watchers, flusher: Flusher): Audience => {
  // Of one turn only how it ended is told: a thousand people who come at once are one message to each.
  const changes = new Map<string, Changes>()

  const tell = (): void => {
    for (const { where, people } of changes.values()) {
      const { channelId } = where
      const frames = [...people].map(([userId, online]) =>
        frameJson({ type: 'presence', channelId, userId, online }),
      )
      const bytes = Buffer.from(frames.join(','))
      for (const [client, presence] of watchers.of(where))
        if (!presence) continue
        else if (!client.isSlow()) client.pushSeveral(bytes)
        // That one came oneself the beginning has said: to begin anew for it would say it again, and so on without end.
        else if ([...people.keys()].some((userId) => userId !== client.userId)) client.leaveOut(channelId)
    }
    changes.clear()
  }

  return {
    typing: ({ tenantId, channelId, userId, feedId, parentId, typing }) => {
      const clients = watchers.of({ tenantId, channelId })
      if (clients.size === 0) return
      const bytes = Buffer.from(frameJson({ type: 'typing', channelId, feedId, parentId, userId, typing }))
      for (const client of clients.keys())
        if (client.userId !== userId && !client.isSlow()) client.push(bytes)
    },
    presence: ({ tenantId, channelId, userId, online }) => {
      const where = { tenantId, channelId }
      if (watchers.of(where).size === 0) return
      if (changes.size === 0) flusher.soon(tell)
      const key = keyOf(where)
      const there = changes.get(key)
      if (there === undefined) changes.set(key, { where, people: new Map([[userId, online]]) })
      else there.people.set(userId, online)
    },
  }
}
