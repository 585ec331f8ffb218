/** Where something stands in its stream, and in the log. */
export interface StreamPosition {
  readonly revision: number
  readonly position: number
}

/** Revisions that have to come before those that have come. */
export interface Hole {
  readonly from: number
  readonly to: number
}

/** `repeat`: it was taken before; `other`: the log has another event there than was taken before. */
export type Taken = 'taken' | 'repeat' | 'other'

/**
 * The events of one stream in the order of their revisions, each once, in whichever order and however often they
 * come. Until it is settled where it begins, what comes waits; afterwards, what comes behind a hole.
 */
export class StreamOrder<A extends StreamPosition> {
  #last: StreamPosition | undefined
  readonly #waiting = new Map<number, A>()

  /** The last that was given out, or where it begins; undefined: that is not settled. */
  get last(): StreamPosition | undefined {
    return this.#last
  }

  /** What has come and is not given out, in order. */
  get waiting(): ReadonlyArray<A> {
    return [...this.#waiting.values()].toSorted((one, other) => one.revision - other.revision)
  }

  get waits(): number {
    return this.#waiting.size
  }

  /** The first hole before what waits; undefined: there is none, or it is not settled where it begins. */
  get hole(): Hole | undefined {
    if (this.#last === undefined || this.#waiting.size === 0) return undefined
    return { from: this.#last.revision + 1, to: Math.min(...this.#waiting.keys()) - 1 }
  }

  /** It begins after this place. Does nothing where that was settled before. */
  settle(place: StreamPosition): void {
    if (this.#last !== undefined) return
    this.#last = place
    for (const revision of this.#waiting.keys())
      if (revision <= place.revision) this.#waiting.delete(revision)
  }

  /** One more has come; it waits until it is drawn. */
  take(one: A): Taken {
    const last = this.#last
    if (last !== undefined && one.revision <= last.revision)
      return one.position > last.position ? 'other' : 'repeat'
    const before = this.#waiting.get(one.revision)
    if (before !== undefined) return before.position === one.position ? 'repeat' : 'other'
    this.#waiting.set(one.revision, one)
    return 'taken'
  }

  /** Changes what waits at a revision; it stays at its place. */
  change(revision: number, to: (one: A) => A): void {
    const one = this.#waiting.get(revision)
    if (one !== undefined) this.#waiting.set(revision, to(one))
  }

  /** The next in order; undefined: it has not come. */
  draw(): A | undefined {
    if (this.#last === undefined || this.#waiting.size === 0) return undefined
    const next = this.#last.revision + 1
    const one = this.#waiting.get(next)
    if (one === undefined) return undefined
    this.#waiting.delete(next)
    this.#last = { revision: one.revision, position: one.position }
    return one
  }
}
