/** Numbers from 0 up to below 1, the same for the same seed (mulberry32). */
export const randomFrom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Waits for a random few turns of the event loop, often for none. */
export const randomTurns = (random: () => number, most: number) => async (): Promise<void> => {
  for (let turns = Math.floor(random() ** 2 * (most + 1)); turns > 0; turns--)
    await new Promise((resolve) => setImmediate(resolve))
}
