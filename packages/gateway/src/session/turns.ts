/** A session whose frames wait for a turn. */
export interface Waiting {
  /** Whose turn it is: that of a person, with all their sessions, or of an address, with all who have not said who they are. */
  readonly whose: () => string
  /** What its next frame costs; undefined: none waits. */
  readonly cost: () => number | undefined
  /** Takes that frame. */
  readonly next: () => void
}

/** What all sessions of a process take frames by. */
export interface Turns {
  /** Whether a frame of theirs may be taken at once, which counts it. */
  readonly mayTake: (whose: string, cost: number) => boolean
  /** Has the frames of a session taken in later turns. */
  readonly wait: (session: Waiting) => void
}

/**
 * Gives everybody a share of each turn of the event loop, as a cost: that much of what they say is taken as it comes.
 * What comes beyond that waits, a share a turn, `most` of all together, each of those whose it is in turn: so nobody's
 * thousand frames stand before somebody else's one. A frame that costs more than a share is made up for in the turns
 * that follow.
 */
export const turns = (share: number, most: number): Turns => {
  /** What each has had and has not made up for. */
  const had = new Map<string, number>()
  const waiting = new Map<string, Array<Waiting>>()
  let scheduled = false

  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      turn()
    })
  }
  const mayTake: Turns['mayTake'] = (whose, cost) => {
    const before = had.get(whose) ?? 0
    if (before >= share) return false
    had.set(whose, before + cost)
    schedule()
    return true
  }
  const wait: Turns['wait'] = (session) => {
    const whose = session.whose()
    const sessions = waiting.get(whose)
    if (sessions === undefined) waiting.set(whose, [session])
    else sessions.push(session)
    schedule()
  }
  /** Takes a share of what waits of one of them; gives what it cost. */
  const takeShare = (whose: string, sessions: ReadonlyArray<Waiting>): number => {
    const queue = [...sessions]
    let taken = 0
    for (let session = queue.shift(); session !== undefined; session = queue.shift()) {
      const cost = session.cost()
      if (cost === undefined) continue
      // Their next one may be another's by now: who they are has been said meanwhile.
      if (session.whose() !== whose) wait(session)
      else if (mayTake(whose, cost)) {
        taken += cost
        session.next()
        queue.push(session)
      } else wait(session)
    }
    return taken
  }
  const turn = (): void => {
    for (const [whose, cost] of had) {
      if (cost > share) had.set(whose, cost - share)
      else had.delete(whose)
    }
    let taken = 0
    // Those who have had their share and have more to say come behind all others, and not again in this turn.
    let left = waiting.size
    for (const [whose, sessions] of waiting) {
      if (taken >= most || left === 0) break
      left -= 1
      waiting.delete(whose)
      taken += takeShare(whose, sessions)
    }
    if (had.size > 0 || waiting.size > 0) schedule()
  }
  return { mayTake, wait }
}
