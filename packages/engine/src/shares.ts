import type { Clock } from '@parley/runtime'

/** Has so much of each person's work under way at once; what is beyond that waits for it, in its order. */
export interface Shares {
  /**
   * Begins a piece of work as soon as there is room for it, at once where there is, and gives what comes of it. One that
   * costs more than a share has is under way alone. One that has waited too long is not begun: then `tooLate` is given.
   */
  readonly take: <A>(whose: string, cost: number, work: () => Promise<A>, tooLate: () => A) => Promise<A>
  /** How many have something under way or waiting. */
  readonly size: () => number
}

/** A piece of work that waits. */
interface Waiting {
  readonly cost: number
  readonly begin: () => void
}

interface Share {
  underWay: number
  readonly waiting: Set<Waiting>
}

/** `within`: so many milliseconds something waits at the most. */
export const shares = (most: number, within: number, clock: Pick<Clock, 'later'>): Shares => {
  const all = new Map<string, Share>()

  const hasRoom = ({ underWay }: Share, cost: number): boolean => underWay === 0 || underWay + cost <= most
  const shareOf = (whose: string): Share => {
    const there = all.get(whose)
    if (there !== undefined) return there
    const share: Share = { underWay: 0, waiting: new Set() }
    all.set(whose, share)
    return share
  }
  const ended = (whose: string, share: Share, cost: number): void => {
    share.underWay -= cost
    for (const one of share.waiting) {
      if (!hasRoom(share, one.cost)) return
      share.waiting.delete(one)
      one.begin()
    }
    if (share.underWay === 0) all.delete(whose)
  }
  const begin = <A>(whose: string, share: Share, cost: number, work: () => Promise<A>): Promise<A> => {
    share.underWay += cost
    const result = work()
    const end = (): void => ended(whose, share, cost)
    result.then(end, end)
    return result
  }

  return {
    take: (whose, cost, work, tooLate) => {
      const share = shareOf(whose)
      if (share.waiting.size === 0 && hasRoom(share, cost)) return begin(whose, share, cost, work)
      return new Promise((resolve) => {
        const one: Waiting = {
          cost,
          begin: () => {
            cancel()
            resolve(begin(whose, share, cost, work))
          },
        }
        const cancel = clock.later(within, () => {
          share.waiting.delete(one)
          resolve(tooLate())
        })
        share.waiting.add(one)
      })
    },
    size: () => all.size,
  }
}
