/** Wakes all who wait, at once. What subscriptions sleep on between one append and the next. */
export interface Signal {
  /** Resolves at the next `wake`, or when `ended` is aborted. */
  readonly next: (ended: AbortSignal) => Promise<void>
  readonly wake: () => void
}

/** A signal that nobody waits for yet. */
export const signal = (): Signal => {
  let waiting = new Set<() => void>()
  return {
    next: (ended) =>
      new Promise((resolve) => {
        if (ended.aborted) {
          resolve()
          return
        }
        const done = (): void => {
          ended.removeEventListener('abort', done)
          waiting.delete(done)
          resolve()
        }
        waiting.add(done)
        ended.addEventListener('abort', done)
      }),
    wake: () => {
      const woken = waiting
      waiting = new Set()
      for (const wake of woken) wake()
    },
  }
}
