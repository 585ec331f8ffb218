/** What `work` makes of each, in their order; at most so many are under way at once. */
export const inParallel = async <A, B>(
  most: number,
  all: ReadonlyArray<A>,
  work: (one: A) => Promise<B>,
): Promise<ReadonlyArray<B>> => {
  const done = new Map<number, B>()
  const entries = all.entries()
  const worker = async (): Promise<void> => {
    for (const [index, one] of entries) done.set(index, await work(one))
  }
  await Promise.all(Array.from({ length: Math.min(most, all.length) }, worker))
  return [...done].toSorted(([a], [b]) => a - b).map(([, result]) => result)
}
