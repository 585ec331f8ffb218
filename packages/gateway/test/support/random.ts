/** Random numbers that come again with their seed. */
export interface Random {
  /** A whole number from 0, below `n`. */
  readonly below: (n: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(all: ReadonlyArray<A>) => A
}

/** A small linear congruential generator: what is random here has to be repeatable, not unpredictable. */
export const random = (seed: number): Random => {
  let state = BigInt(seed) * 2_654_435_761n + 1n
  const next = (): number => {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) & 0xffff_ffff_ffff_ffffn
    return Number(state >> 32n) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    chance: (probability) => next() < probability,
    pick: (all) => {
      const one = all[below(all.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
  }
}
