/**
 * A map that knows which entries were used longest ago. It never drops anything by itself: what a round of
 * commands looked up must stay until the round is over, however many rows that are, so it is trimmed between rounds.
 */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Value>()

  get size(): number {
    return this.#entries.size
  }

  has(key: Key): boolean {
    return this.#entries.has(key)
  }

  /** The value, without counting as a use. */
  peek(key: Key): Value | undefined {
    return this.#entries.get(key)
  }

  /** The value of an entry that is there, as the one used last. */
  use(key: Key): Value | undefined {
    const value = this.#entries.get(key)
    if (value === undefined && !this.#entries.has(key)) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, value as Value)
    return value
  }

  /** A new entry counts as used; one that is there keeps its place. */
  set(key: Key, value: Value): void {
    this.#entries.set(key, value)
  }

  values(): IterableIterator<Value> {
    return this.#entries.values()
  }

  clear(): void {
    this.#entries.clear()
  }

  /**
   * Drops those used longest ago until `enough()`. What `keeps` says to keep counts as used; after a few of those
   * it gives up, to look for others the next time.
   */
  trim(
    enough: () => boolean,
    keeps: (key: Key, value: Value) => boolean,
    drops?: (value: Value) => void,
  ): void {
    let kept = 0
    for (const [key, value] of this.#entries) {
      if (kept === 16 || enough()) return
      this.#entries.delete(key)
      if (keeps(key, value)) {
        this.#entries.set(key, value)
        kept++
      } else {
        drops?.(value)
      }
    }
  }
}
