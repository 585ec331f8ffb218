/**
 * A map that makes another of itself for a change, and shares with it all that stayed: a change costs the same however
 * much is in it, up to some 100,000 entries. It is a table of tables of buckets, by a key's hash. What it gives comes in
 * no order.
 */
export class PersistentMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number
  /** The same for all maps that were made of one another. */
  readonly origin: object
  readonly #rows: ReadonlyArray<Row<K, V>>

  private constructor(size: number, rows: ReadonlyArray<Row<K, V>>, origin: object) {
    this.size = size
    this.#rows = rows
    this.origin = origin
  }

  static from<K extends string, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    let map = new PersistentMap<K, V>(0, [], {})
    for (const [key, value] of entries) map = map.set(key, value)
    return map
  }

  get(key: K): V | undefined {
    return this.#find(key)?.[1]
  }

  has(key: K): boolean {
    return this.#find(key) !== undefined
  }

  /** The map with a value at a key. */
  set(key: K, value: V): PersistentMap<K, V> {
    return this.#replaced(key, [[key, value]])
  }

  /** The map without a key. */
  without(key: K): PersistentMap<K, V> {
    return this.#replaced(key, [])
  }

  /** What differs in another map, looking at nothing that they share: each key with what is here and there. */
  *changesTo(other: PersistentMap<K, V>): Generator<readonly [V | undefined, V | undefined]> {
    for (let at = 0; at < width; at += 1) {
      const [here, there] = [this.#rows[at], other.#rows[at]]
      if (here === there) continue
      for (let within = 0; within < width; within += 1) {
        const after = there?.[within]
        if (here?.[within] === after) continue
        const before = new Map(here?.[within])
        for (const [key, value] of after ?? []) {
          if (before.get(key) !== value) yield [before.get(key), value]
          before.delete(key)
        }
        for (const value of before.values()) yield [value, undefined]
      }
    }
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  entries(): MapIterator<[K, V]> {
    return this.#entries().values()
  }

  keys(): MapIterator<K> {
    return this.#entries()
      .map(([key]) => key)
      .values()
  }

  values(): MapIterator<V> {
    return this.#entries()
      .map(([, value]) => value)
      .values()
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  #entries(): ReadonlyArray<Pair<K, V>> {
    return this.#rows.flat(2)
  }

  #find(key: K): Pair<K, V> | undefined {
    const [at, within] = placeOf(key)
    return this.#rows[at]?.[within]?.find(([other]) => other === key)
  }

  /** The map with other entries of a key: one, or none. */
  #replaced(key: K, entries: Bucket<K, V>): PersistentMap<K, V> {
    const [at, within] = placeOf(key)
    const row = this.#rows[at] ?? []
    const bucket = row[within] ?? []
    const after = [...bucket.filter(([other]) => other !== key), ...entries]
    const rows = replaced(this.#rows, at, replaced(row, within, after))
    return new PersistentMap(this.size + after.length - bucket.length, rows, this.origin)
  }
}

/** Any map with a value at a key, as one that goes on cheaply. */
export const withEntry = <K extends string, V>(
  map: ReadonlyMap<K, V>,
  key: K,
  value: V,
): ReadonlyMap<K, V> =>
  // The same map where nothing in it is another, so that a page need not look through it.
  map.get(key) === value && map.has(key) ? map : persistent(map).set(key, value)

/** Any map without a key, as one that goes on cheaply. */
export const withoutEntry = <K extends string, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> =>
  map.has(key) ? persistent(map).without(key) : map

const persistent = <K extends string, V>(map: ReadonlyMap<K, V>): PersistentMap<K, V> =>
  isPersistent(map) ? map : PersistentMap.from(map)

const isPersistent = <K extends string, V>(map: ReadonlyMap<K, V>): map is PersistentMap<K, V> =>
  map instanceof PersistentMap

type Pair<K, V> = [K, V]
/** The entries of some hashes that are alike in their last bits: seldom more than a few. */
type Bucket<K, V> = ReadonlyArray<Pair<K, V>>
/** Places without entries are holes, in both of the tables. */
type Row<K, V> = ReadonlyArray<Bucket<K, V>>

/** How many places each of the tables has: 4,096 buckets, of some 25 entries where there are 100,000. */
const width = 64

/** FNV-1a: the index of a key's row, and that of its bucket in the row. */
const placeOf = (key: string): readonly [number, number] => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash ^= hash >>> 15
  return [hash & (width - 1), (hash >>> 6) & (width - 1)]
}

/** A table with something else at an index. */
const replaced = <T>(table: ReadonlyArray<T>, index: number, value: T): ReadonlyArray<T> => {
  const copy = table.slice()
  copy[index] = value
  return copy
}
