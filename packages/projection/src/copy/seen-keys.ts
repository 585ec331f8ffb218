/** Bits of one block; all bits of a key are in one, so that looking it up costs one access to memory. */
const bitsOfBlock = 512
const wordsOfBlock = bitsOfBlock / 32
/** How many bits stand for one key. */
const bitsOfKey = 6

/** A multiplier of a hash; odd, and without a pattern. */
const mixer = 0x9e3779b1

const mixed = (hash: number): number => {
  const more = Math.imul(hash ^ (hash >>> 15), mixer)
  return more ^ (more >>> 13)
}

/**
 * Remembers keys in so much memory and no more (a Bloom filter). Of a key that was added it always says so; of some that
 * were not it says so as well: about one of 200 with 12 bits for each key, all in the end where there are too many.
 */
export class SeenKeys {
  readonly #words: Uint32Array
  readonly #blocks: number

  /** @param bytes of memory; 64 at least. */
  constructor(bytes: number) {
    this.#blocks = Math.max(1, Math.floor((bytes * 8) / bitsOfBlock))
    this.#words = new Uint32Array(this.#blocks * wordsOfBlock)
  }

  /** Adds a key, by its hash and a number of its table. Whether it may have been there before: false is certain. */
  add(table: number, hash: number): boolean {
    return this.#visit(table, hash, true)
  }

  /** Whether a key may be there: false is certain. */
  has(table: number, hash: number): boolean {
    return this.#visit(table, hash, false)
  }

  #visit(table: number, hash: number, adding: boolean): boolean {
    const first = mixed(hash + Math.imul(table, 0x27d4eb2f))
    const second = mixed(first) | 1
    const block = ((first >>> 0) % this.#blocks) * wordsOfBlock
    let all = true
    let bits = second
    for (let n = 0; n < bitsOfKey; n += 1) {
      bits = (Math.imul(bits, mixer) + second) | 0
      const bit = (bits >>> 20) % bitsOfBlock
      const word = block + (bit >>> 5)
      const mask = 1 << (bit & 31)
      const before = this.#words[word] ?? 0
      if ((before & mask) !== 0) continue
      all = false
      if (!adding) return false
      this.#words[word] = before | mask
    }
    return all
  }
}
