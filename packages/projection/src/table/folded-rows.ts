import { keyHash, sameKey } from './key-hash.ts'
import type { AnyRow, AnyTable } from './table.ts'

/** What a batch of operations comes to for one row. */
export type Folded =
  | { readonly op: 'put'; readonly row: AnyRow }
  | {
      readonly op: 'patch'
      readonly key: AnyRow
      readonly set: AnyRow
      readonly add: Readonly<Record<string, number>>
    }
  | { readonly op: 'remove'; readonly key: AnyRow }
  | { readonly op: 'count'; readonly key: AnyRow; readonly add: Readonly<Record<string, number>> }

/** Up to so many rows are looked through one by one. */
const few = 8
const empty = -1

/**
 * What a batch says of the rows of one table, each found by its key. A map by texts of keys says the same; here no text is
 * made, which of a large batch takes less than half the time.
 */
export class FoldedRows {
  readonly #table: AnyTable
  readonly #folded: Array<Folded> = []
  /** A row with the key of each. */
  readonly #keys: Array<AnyRow> = []
  readonly #hashes: Array<number> = []
  /**
   * Places in the list, each with its hash before it, at a slot of two that follows from the hash or behind; none while there
   * are few. So what stands elsewhere in memory is looked at where the hash is the same alone.
   */
  #slots = new Int32Array(0)

  constructor(table: AnyTable) {
    this.#table = table
  }

  get size(): number {
    return this.#folded.length
  }

  values(): Iterable<Folded> {
    return this.#folded
  }

  /** Calls back with each, and with the hash of its key. */
  forEach(look: (folded: Folded, hash: number) => void): void {
    for (let n = 0; n < this.#folded.length; n += 1)
      look(this.#folded[n] as Folded, this.#hashes[n] as number)
  }

  /** The same, in parts of so many rows at the most. */
  *parts(most: number): Generator<FoldedRows> {
    for (let from = 0; from < this.size; from += most) {
      const part = new FoldedRows(this.#table)
      const to = Math.min(this.size, from + most)
      for (let n = from; n < to; n += 1)
        part.set(part.#begin(this.#hashes[n] as number, this.#keys[n] as AnyRow), this.#folded[n] as Folded)
      yield part
    }
  }

  /** The place of what is said of the row with this key; made, and undefined there, where nothing was. */
  placeOf(row: AnyRow): number {
    const hash = keyHash(this.#table, row)
    if (this.#folded.length <= few) {
      for (let n = 0; n < this.#folded.length; n += 1) if (this.#is(n, hash, row)) return n
      return this.#begin(hash, row)
    }
    const slots = this.#slots
    const mask = slots.length - 1
    let slot = (hash << 1) & mask
    for (;;) {
      const place = slots[slot + 1] ?? empty
      if (place === empty) break
      if (slots[slot] === hash && sameKey(this.#table, this.#keys[place] as AnyRow, row)) return place
      slot = (slot + 2) & mask
    }
    return this.#begin(hash, row)
  }

  at(place: number): Folded | undefined {
    return this.#folded[place]
  }

  set(place: number, folded: Folded): void {
    this.#folded[place] = folded
  }

  #is(place: number, hash: number, row: AnyRow): boolean {
    return this.#hashes[place] === hash && sameKey(this.#table, this.#keys[place] as AnyRow, row)
  }

  #begin(hash: number, row: AnyRow): number {
    const place = this.#hashes.length
    this.#hashes.push(hash)
    this.#keys.push(row)
    if (place >= few) {
      if (place * 4 >= this.#slots.length) this.#grow()
      else this.#take(hash, place)
    }
    return place
  }

  #take(hash: number, place: number): void {
    const mask = this.#slots.length - 1
    let slot = (hash << 1) & mask
    while (this.#slots[slot + 1] !== empty) slot = (slot + 2) & mask
    this.#slots[slot] = hash
    this.#slots[slot + 1] = place
  }

  #grow(): void {
    this.#slots = new Int32Array(Math.max(128, this.#slots.length * 4)).fill(empty)
    for (const [place, hash] of this.#hashes.entries()) this.#take(hash, place)
  }
}
