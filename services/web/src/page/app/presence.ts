import type { ClientState } from '@parley/client'
import type { UserId } from '@parley/domain'

/** Whether somebody is there, as far as any channel that is watched says so. */
export const isOnline =
  (userId: UserId | null) =>
  ({ online }: ClientState): boolean => {
    if (userId === null) return false
    for (const people of online.values()) if (people.has(userId)) return true
    return false
  }
