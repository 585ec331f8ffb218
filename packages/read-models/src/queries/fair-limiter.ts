/** Lets so many pieces of work run at once. Where more wait, each of those whose they are has a turn after the other. */
export type FairLimiter = <A>(by: string, work: () => Promise<A>) => Promise<A>

/** What there is of somebody: how much runs, and what waits. */
interface Share {
  running: number
  readonly waiting: Array<() => void>
}

/**
 * Who asks for a thousand things at once waits for them, and not everybody else: there is one queue for each, of each
 * queue one piece at a time is taken, and of nobody more than `ofOne` run at once.
 */
export const fairLimiter = (atOnce: number, ofOne: number): FairLimiter => {
  /** Those who have something that runs or waits, in the order of their turns. */
  const shares = new Map<string, Share>()
  let underWay = 0

  const next = (): void => {
    for (const [by, share] of shares) {
      if (underWay >= atOnce) return
      if (share.running >= ofOne) continue
      const turn = share.waiting.shift()
      if (turn === undefined) continue
      // Behind all others.
      shares.delete(by)
      shares.set(by, share)
      share.running += 1
      underWay += 1
      turn()
    }
  }
  const turnOf = (by: string): Promise<void> =>
    new Promise((resolve) => {
      const share = shares.get(by) ?? { running: 0, waiting: [] }
      share.waiting.push(resolve)
      shares.set(by, share)
      next()
    })
  const ended = (by: string): void => {
    underWay -= 1
    const share = shares.get(by)
    if (share !== undefined) share.running -= 1
    if (share?.running === 0 && share.waiting.length === 0) shares.delete(by)
    next()
  }

  return async (by, work) => {
    await turnOf(by)
    try {
      return await work()
    } finally {
      ended(by)
    }
  }
}
