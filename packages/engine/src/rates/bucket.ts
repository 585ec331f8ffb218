/** How much may be asked at once, and how much a second from then on. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** Where nothing is to be limited. */
export const unlimited: Rate = { burst: Infinity, perSecond: Infinity }

/** What is missing by less than this is missing by the rounding of fractions alone. */
const rounding = 1e-6

/**
 * A token bucket: it holds `burst` tokens at first and at most, fills by `perSecond`, and what is asked takes some.
 * Times are in milliseconds, of a clock that nobody sets.
 */
export class Bucket {
  readonly #rate: Rate
  #tokens: number
  #at: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#at = now
  }

  /** In how many milliseconds it will have so many tokens, or be full; 0: it has. */
  wait(tokens: number, now: number): number {
    if (this.#rate.perSecond === Infinity) return 0
    const missing = Math.min(tokens, this.#rate.burst) - this.#filled(now)
    return missing <= rounding ? 0 : Math.ceil((missing / this.#rate.perSecond) * 1_000)
  }

  /** Takes tokens, though it may have fewer: then it has to fill up for as long before it has one again. */
  take(tokens: number, now: number): void {
    this.#tokens = this.#filled(now) - tokens
    this.#at = now
  }

  /** Whether it is as it was at first, so that it need not be kept. */
  isFull(now: number): boolean {
    return this.#filled(now) >= this.#rate.burst
  }

  #filled(now: number): number {
    const { burst, perSecond } = this.#rate
    if (perSecond === Infinity) return burst
    return Math.min(burst, this.#tokens + ((now - this.#at) / 1_000) * perSecond)
  }
}
