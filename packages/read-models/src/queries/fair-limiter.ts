/** Lets so many pieces of work run at once. Where more wait, each of those whose they are has a turn after the other. */
export type FairLimiter = <A>(by: string, work: () => Promise<A>) => Promise<A>

/**
 * Who asks for a thousand things at once waits for them, and not everybody else: there is one queue for each, and of
 * each queue one piece at a time is taken.
 */
export const fairLimiter = (atOnce: number): FairLimiter => {
  const waiting = new Map<string, Array<() => void>>()
  let underWay = 0

  const next = (): void => {
    const [first] = waiting
    if (first === undefined || underWay >= atOnce) return
    const [by, turns] = first
    const turn = turns.shift()
    // Behind all others.
    waiting.delete(by)
    if (turns.length > 0) waiting.set(by, turns)
    underWay += 1
    turn?.()
  }
  const turnOf = (by: string): Promise<void> =>
    new Promise((resolve) => {
      const turns = waiting.get(by)
      if (turns === undefined) waiting.set(by, [resolve])
      else turns.push(resolve)
      next()
    })

  return async (by, work) => {
    await turnOf(by)
    try {
      return await work()
    } finally {
      underWay -= 1
      next()
    }
  }
}
