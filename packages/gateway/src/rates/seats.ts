import { type Asker, keysOf, type Scoped } from '@parley/engine'

/** How many sessions there are of each person, tenant and address. */
export interface Seats {
  /** Takes a place of each whom it counts for, or, where one of them has none, none at all. Says whether it did. */
  readonly take: (asker: Asker) => boolean
  readonly giveBack: (asker: Asker) => void
}

/** Seats, at most so many of each. */
export const seats = (most: Scoped<number>): Seats => {
  const taken: Scoped<Map<string, number>> = { person: new Map(), tenant: new Map(), address: new Map() }
  const add = (asker: Asker, more: 1 | -1): void => {
    for (const [scope, key] of keysOf(asker)) {
      const now = (taken[scope].get(key) ?? 0) + more
      if (now > 0) taken[scope].set(key, now)
      else taken[scope].delete(key)
    }
  }
  return {
    take: (asker) => {
      if (keysOf(asker).some(([scope, key]) => (taken[scope].get(key) ?? 0) >= most[scope])) return false
      add(asker, 1)
      return true
    },
    giveBack: (asker) => add(asker, -1),
  }
}
