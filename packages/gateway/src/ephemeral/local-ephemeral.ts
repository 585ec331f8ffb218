import type { UserId } from '@parley/domain'
import { type EphemeralOf, keyOf } from './ephemeral.ts'

/** Typing and presence within one process: somebody is online in a channel while a session of theirs watches it. */
export const localEphemeral: EphemeralOf = (audience) => {
  const channels = new Map<string, Map<UserId, number>>()
  return {
    typing: audience.typing,
    watching: (where, userId, watching) => {
      const key = keyOf(where)
      const sessions = channels.get(key) ?? new Map<UserId, number>()
      const before = sessions.get(userId) ?? 0
      const after = before + (watching ? 1 : -1)
      if (after > 0) sessions.set(userId, after)
      else sessions.delete(userId)
      if (sessions.size > 0) channels.set(key, sessions)
      else channels.delete(key)
      if (before > 0 !== after > 0) audience.presence({ ...where, userId, online: after > 0 })
    },
    online: (where) => [...(channels.get(keyOf(where))?.keys() ?? [])],
  }
}
