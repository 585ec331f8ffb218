import { Bucket, type Rate } from './bucket.ts'

/** So many are kept before those that are full are looked for. */
const leastSweep = 1_024

/** A bucket for each key that something was taken for lately: full ones are let go. */
export class Buckets {
  readonly #rate: Rate
  readonly #byKey = new Map<string, Bucket>()
  #sweepAt = leastSweep

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** How many are kept. */
  get size(): number {
    return this.#byKey.size
  }

  of(key: string, now: number): Bucket {
    const there = this.#byKey.get(key)
    if (there !== undefined) return there
    if (this.#byKey.size >= this.#sweepAt) this.#sweep(now)
    const bucket = new Bucket(this.#rate, now)
    this.#byKey.set(key, bucket)
    return bucket
  }

  #sweep(now: number): void {
    for (const [key, bucket] of this.#byKey) if (bucket.isFull(now)) this.#byKey.delete(key)
    // Twice what is left, so that looking costs the same for each that came.
    this.#sweepAt = Math.max(leastSweep, this.#byKey.size * 2)
  }
}
