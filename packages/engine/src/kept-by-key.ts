/** So many are kept before it is looked which need not be any more. */
const leastSweep = 1_024

/** Something for each key, as long as it has to be kept. */
export class KeptByKey<A> {
  readonly #byKey = new Map<string, A>()
  #sweepAt = leastSweep

  /** How many are kept. */
  get size(): number {
    return this.#byKey.size
  }

  get(key: string): A | undefined {
    return this.#byKey.get(key)
  }

  /** What is kept of a key, or what is made for it now. Before that, those may go that are `done` with. */
  of(key: string, make: () => A, done: (kept: A) => boolean): A {
    const there = this.#byKey.get(key)
    if (there !== undefined) return there
    if (this.#byKey.size >= this.#sweepAt) this.#sweep(done)
    const made = make()
    this.#byKey.set(key, made)
    return made
  }

  #sweep(done: (kept: A) => boolean): void {
    for (const [key, kept] of this.#byKey) if (done(kept)) this.#byKey.delete(key)
    // Twice what is left, so that looking costs the same for each that came.
    this.#sweepAt = Math.max(leastSweep, this.#byKey.size * 2)
  }
}
