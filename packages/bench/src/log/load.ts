import { percentile } from '../measure/stats.ts'
import type { Contender } from './contender.ts'
import { queued } from './queue.ts'

/**
 * So many streams, each with one append at a time; or one stream that takes what there is, event by event; or one on
 * which commands queue up, whose events go together where a contender has them so.
 */
export interface Case {
  readonly name: string
  readonly streams: number
  readonly kind: 'apart' | 'hot' | 'queued'
}

export const cases: ReadonlyArray<Case> = [
  ...[1, 16, 64, 256].map((streams) => ({ name: `${streams}`, streams, kind: 'apart' as const })),
  { name: 'one, hot', streams: 1, kind: 'hot' },
  { name: 'one, queued', streams: 1, kind: 'queued' },
]

export interface Load {
  /** Appends answered, a second. */
  readonly rate: number
  readonly events: number
  /** Of one append, in milliseconds. */
  readonly p50: number
  readonly p99: number
}

/** Appends for so many seconds, after two fifths of that, two seconds at the most, to warm up. */
export const runLoad = async (
  contender: Contender,
  { streams, kind }: Case,
  seconds: number,
  onCounting: (counting: boolean) => void,
): Promise<Load> => {
  const { hotInFlight, appendMany } = contender
  const append = kind === 'queued' && appendMany !== undefined ? queued(appendMany) : contender.append
  const run = crypto.randomUUID().slice(0, 8)
  const latencies: number[] = []
  let counting = false
  let going = true
  const writer = async (stream: string, revision: { next: number }): Promise<void> => {
    while (going) {
      const begun = performance.now()
      await append(stream, revision.next++)
      if (counting) latencies.push(performance.now() - begun)
    }
  }
  const writers = Array.from({ length: streams }, (_, n) => {
    const revision = { next: 0 }
    const stream = `channel-default.${run}-${n}`
    return Array.from({ length: kind === 'apart' ? 1 : hotInFlight }, () => writer(stream, revision))
  }).flat()
  const all = Promise.all(writers)
  const measured = async (): Promise<number> => {
    await pause(Math.min(2_000, seconds * 400))
    counting = true
    onCounting(true)
    const from = performance.now()
    await pause(seconds * 1_000)
    counting = false
    onCounting(false)
    going = false
    return (performance.now() - from) / 1_000
  }
  // An append that fails ends the run at once, and whoever else appends with it.
  const counted = measured()
  await Promise.race([all, counted]).catch((error: unknown) => {
    going = false
    throw error
  })
  const span = await counted
  await all
  const sorted = Float64Array.from(latencies).toSorted()
  return {
    rate: latencies.length / span,
    events: latencies.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
