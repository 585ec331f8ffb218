import { KeptByKey } from '../kept-by-key.ts'
import { Bucket, type Rate } from './bucket.ts'

/** A bucket for each key that something was taken for lately: full ones are let go. */
export class Buckets {
  readonly #rate: Rate
  readonly #kept = new KeptByKey<Bucket>()

  constructor(rate: Rate) {
    this.#rate = rate
  }

  /** How many are kept. */
  get size(): number {
    return this.#kept.size
  }

  of(key: string, now: number): Bucket {
    return this.#kept.of(
      key,
      () => new Bucket(this.#rate, now),
      (bucket) => bucket.isFull(now),
    )
  }
}
