/** What waits: whose it is, and its number among all that came. */
export interface Owned {
  readonly by: string
  readonly came: number
}

/**
 * A queue that is shared fairly by the owners of what waits: each owner's items keep their order, one of each owner is
 * taken in turn, and where the room is full, it is the owner of the most who has to give some up.
 */
export class FairQueue<Item extends Owned> {
  readonly #byOwner = new Map<string, Array<Item>>()
  #size = 0

  get size(): number {
    return this.#size
  }

  /** How many of one owner wait. */
  of(by: string): number {
    return this.#byOwner.get(by)?.length ?? 0
  }

  push(item: Item): void {
    const items = this.#byOwner.get(item.by)
    if (items === undefined) this.#byOwner.set(item.by, [item])
    else items.push(item)
    this.#size++
  }

  /** Takes at most so many, one of each owner in turn. */
  take(most: number): ReadonlyArray<Item> {
    const taken: Array<Item> = []
    // Whoever had a turn goes behind the others, and comes up again in this very loop, or the next time.
    for (const [by, items] of this.#byOwner) {
      if (taken.length >= most) break
      this.#byOwner.delete(by)
      const item = items.shift()
      if (item === undefined) continue
      taken.push(item)
      this.#size--
      if (items.length > 0) this.#byOwner.set(by, items)
    }
    return taken
  }

  /** Takes all of those owners whose first item is like that. */
  takeAllWhere(isSo: (first: Item) => boolean): ReadonlyArray<Item> {
    const taken: Array<Item> = []
    for (const [by, items] of this.#byOwner) {
      const [first] = items
      if (first === undefined || !isSo(first)) continue
      this.#byOwner.delete(by)
      this.#size -= items.length
      taken.push(...items)
    }
    return taken
  }

  /** Takes the latest item of the owner who has the most, if that is more than so many. */
  takeBack(moreThan: number): Item | undefined {
    let most: Array<Item> = []
    for (const items of this.#byOwner.values()) if (items.length > most.length) most = items
    const last = most.length > moreThan ? most.pop() : undefined
    if (last === undefined) return undefined
    if (most.length === 0) this.#byOwner.delete(last.by)
    this.#size--
    return last
  }
}
