/** Runs what is asked for one key one after another, and for different keys side by side. */
export class InOrder {
  readonly #tails = new Map<string, Promise<unknown>>()

  run<A>(key: string, work: () => Promise<A>): Promise<A> {
    const before = this.#tails.get(key)
    const mine = before === undefined ? work() : before.then(work, work)
    this.#tails.set(key, mine)
    return mine.finally(() => {
      if (this.#tails.get(key) === mine) this.#tails.delete(key)
    })
  }

  /** Resolves when all that was asked for until now is done. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#tails.values())
  }
}
