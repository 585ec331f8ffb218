/** Somebody to whom more was said than their socket has taken. */
interface Holder {
  /** The bytes that wait for them alone. */
  readonly holds: () => number
  /** Lets go of all that waits. */
  readonly end: () => void
}

/** What all sessions of a process together may leave waiting in memory. */
export interface Budget {
  readonly enter: (holder: Holder) => void
  readonly leave: (holder: Holder) => void
  /** So many bytes more wait for somebody. Where that is too much for all together, those who hold most are ended. */
  readonly add: (bytes: number) => void
  /** Whether half of it is taken: then nothing is to be read for whoever has not taken what was read before. */
  readonly isTight: () => boolean
}

/**
 * A budget of so many bytes. Who takes their answers holds nothing, or little, for moments only: so it is the slow
 * that go, the one with the most first, and nobody else waits for them. `ended` is told how many that were.
 */
export const budget = (most: number, ended: (holders: number) => void): Budget => {
  const holders = new Set<Holder>()
  // An upper bound: what sockets have taken since is found out when it is looked at, which is not for every byte.
  let total = 0
  let lookAt = most / 2

  const count = (): number => {
    let bytes = 0
    for (const holder of holders) bytes += holder.holds()
    return bytes
  }
  /** Down to some way below the bound, so that it is not for every few bytes that all are looked through. */
  const makeRoom = (): void => {
    const byBytes = [...holders].map((holder) => ({ holder, bytes: holder.holds() }))
    byBytes.sort((one, other) => other.bytes - one.bytes)
    let gone = 0
    for (const { holder, bytes } of byBytes) {
      if (total <= most * 0.75) break
      holder.end()
      total -= bytes
      gone += 1
    }
    ended(gone)
  }

  return {
    enter: (holder) => holders.add(holder),
    leave: (holder) => holders.delete(holder),
    add: (bytes) => {
      total += bytes
      if (total <= lookAt) return
      total = count()
      if (total > most) makeRoom()
      lookAt = Math.min(most, Math.max(most / 2, total + most / 16))
    },
    // Where it seems to be so, it is looked at anew as soon as somebody is given more.
    isTight: () => total > most / 2,
  }
}
