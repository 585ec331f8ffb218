import type { Contender } from './contender.ts'

/**
 * Appends to one stream as a mailbox of commands does: what comes while an append is under way goes together in the
 * next. Gives an `append` as a contender's.
 */
export const queued = (appendMany: NonNullable<Contender['appendMany']>): Contender['append'] => {
  let waiting: Array<() => void> = []
  let written = 0
  let running: Promise<void> | undefined
  const run = async (stream: string): Promise<void> => {
    // What comes in the same turn of the loop goes together.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await appendMany(stream, written, batch.length)
      written += batch.length
      for (const answer of batch) answer()
      await new Promise((resolve) => setImmediate(resolve))
    }
    running = undefined
  }
  return (stream) =>
    new Promise((resolve, reject) => {
      waiting.push(resolve)
      running ??= run(stream)
      running.catch(reject)
    })
}
