/**
 * A map that makes another of itself for a change, and shares with it all that stayed: a change costs the same however
 * much is in it. It is a trie by the bits of a key's hash, five at a time. What it gives comes in no order.
 */
export class PersistentMap<K extends string, V> implements ReadonlyMap<K, V> {
  readonly size: number
  /** The same for all maps that were made of one another. */
  readonly origin: object
  readonly #root: Branch<K, V>

  private constructor(size: number, root: Branch<K, V>, origin: object) {
    this.size = size
    this.#root = root
    this.origin = origin
  }

  static empty<K extends string, V>(): PersistentMap<K, V> {
    return new PersistentMap<K, V>(0, [], {})
  }

  static from<K extends string, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    let map = PersistentMap.empty<K, V>()
    for (const [key, value] of entries) map = map.set(key, value)
    return map
  }

  get(key: K): V | undefined {
    return this.#find(key)?.[1]
  }

  has(key: K): boolean {
    return this.#find(key) !== undefined
  }

  /** The map with a value at a key; itself where the same value is there already. */
  set(key: K, value: V): PersistentMap<K, V> {
    const before = this.#find(key)
    if (before !== undefined && before[1] === value) return this
    const root = replaced(this.#root, hashOf(key), 0, key, [key, value])
    return new PersistentMap(before === undefined ? this.size + 1 : this.size, root, this.origin)
  }

  /** The map without a key; itself where it is not there. */
  without(key: K): PersistentMap<K, V> {
    if (!this.has(key)) return this
    return new PersistentMap(this.size - 1, replaced(this.#root, hashOf(key), 0, key, null), this.origin)
  }

  /** What differs in another map, looking at nothing that they share: each key with what is here and there. */
  *changesTo(other: PersistentMap<K, V>): Generator<readonly [V | undefined, V | undefined]> {
    yield* differences(this.#root, other.#root)
  }

  forEach(visit: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) visit(value, key, this)
  }

  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of entriesOf(this.#root)) yield [key, value]
  }

  *keys(): MapIterator<K> {
    for (const [key] of entriesOf(this.#root)) yield key
  }

  *values(): MapIterator<V> {
    for (const [, value] of entriesOf(this.#root)) yield value
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries()
  }

  #find(key: K): Entry<K, V> | undefined {
    const hash = hashOf(key)
    let node: Node<K, V> | undefined = this.#root
    for (let shift = 0; Array.isArray(node); shift += 5) node = node[(hash >>> shift) & 31]
    return node?.entries.find(([other]) => other === key)
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

type Entry<K, V> = readonly [K, V]
/** The entries of one hash: nearly always one. */
interface Leaf<K, V> {
  readonly hash: number
  readonly entries: ReadonlyArray<Entry<K, V>>
}
type Branch<K, V> = Array<Node<K, V> | undefined>
type Node<K, V> = Branch<K, V> | Leaf<K, V>

/** FNV-1a, of which every bit takes part in the first steps into the trie. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** A branch with another entry at a key, or none. */
const replaced = <K, V>(
  branch: Branch<K, V>,
  hash: number,
  shift: number,
  key: K,
  entry: Entry<K, V> | null,
): Branch<K, V> => {
  const copy = branch.slice()
  const place = (hash >>> shift) & 31
  const node = copy[place]
  copy[place] = Array.isArray(node)
    ? replaced(node, hash, shift + 5, key, entry)
    : leafOr(node, hash, shift + 5, key, entry)
  return copy
}

const leafOr = <K, V>(
  leaf: Leaf<K, V> | undefined,
  hash: number,
  shift: number,
  key: K,
  entry: Entry<K, V> | null,
): Node<K, V> | undefined => {
  if (leaf !== undefined && leaf.hash !== hash && entry !== null) {
    // Two hashes that are alike so far: one step further they may part.
    const branch: Branch<K, V> = []
    branch[(leaf.hash >>> shift) & 31] = leaf
    return replaced(branch, hash, shift, key, entry)
  }
  const others = (leaf?.entries ?? []).filter(([other]) => other !== key)
  if (entry === null) return others.length === 0 ? undefined : { hash, entries: others }
  return { hash, entries: [...others, entry] }
}

function* entriesOf<K, V>(node: Node<K, V> | undefined): Generator<Entry<K, V>> {
  if (node === undefined) return
  if (Array.isArray(node)) for (const inner of node) yield* entriesOf(inner)
  else yield* node.entries
}

function* differences<K, V>(
  one: Node<K, V> | undefined,
  other: Node<K, V> | undefined,
): Generator<readonly [V | undefined, V | undefined]> {
  if (one === other) return
  if (Array.isArray(one) && Array.isArray(other)) {
    for (let place = 0; place < 32; place += 1) yield* differences(one[place], other[place])
    return
  }
  const before = new Map(entriesOf(one))
  for (const [key, value] of entriesOf(other)) {
    if (before.get(key) !== value) yield [before.get(key), value]
    before.delete(key)
  }
  for (const value of before.values()) yield [value, undefined]
}
