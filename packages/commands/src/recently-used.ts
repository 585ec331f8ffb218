/** A map that knows which entries were used longest ago. It drops entries only when it is told to. */
export class RecentlyUsed<Key, Value extends object> {
  readonly #entries = new Map<Key, Value>()
  #latest: Key | undefined

  get size(): number {
    return this.#entries.size
  }

  /** The value, if it is there, as the one used last. */
  use(key: Key): Value | undefined {
    const value = this.#entries.get(key)
    if (value !== undefined && key !== this.#latest) {
      this.#entries.delete(key)
      this.add(key, value)
    }
    return value
  }

  /** Adds a value, as the one used last. */
  add(key: Key, value: Value): void {
    this.#entries.set(key, value)
    this.#latest = key
  }

  /** Drops one. False: it was not there. */
  drop(key: Key): boolean {
    if (this.#latest === key) this.#latest = undefined
    return this.#entries.delete(key)
  }

  values(): IterableIterator<Value> {
    return this.#entries.values()
  }

  /**
   * Drops those used longest ago until `enough()`. What must stay counts as used; after a few of those it gives up,
   * to look for others the next time.
   */
  trim(enough: () => boolean, mustStay: (value: Value) => boolean, dropped: (value: Value) => void): void {
    let stayed = 0
    for (const [key, value] of this.#entries) {
      if (stayed === 16 || enough()) return
      this.#entries.delete(key)
      if (mustStay(value)) {
        this.add(key, value)
        stayed++
      } else {
        dropped(value)
      }
    }
  }
}
