import { type Caller, keysOf, type PerParty } from '@parley/engine'

/** How many sessions there are of each person, tenant and address. */
export interface Seats {
  /** Takes a place of each whom it counts for, or, where one of them has none, none at all. Says whether it did. */
  readonly take: (caller: Caller) => boolean
  readonly giveBack: (caller: Caller) => void
}

/** Seats, at most so many of each. */
export const seats = (most: PerParty<number>): Seats => {
  const taken: PerParty<Map<string, number>> = { person: new Map(), tenant: new Map(), address: new Map() }
  const add = (caller: Caller, more: 1 | -1): void => {
    for (const [party, key] of keysOf(caller)) {
      const now = (taken[party].get(key) ?? 0) + more
      if (now > 0) taken[party].set(key, now)
      else taken[party].delete(key)
    }
  }
  return {
    take: (caller) => {
      if (keysOf(caller).some(([party, key]) => (taken[party].get(key) ?? 0) >= most[party])) return false
      add(caller, 1)
      return true
    },
    giveBack: (caller) => add(caller, -1),
  }
}
