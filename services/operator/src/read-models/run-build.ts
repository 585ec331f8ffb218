import type { EventStore } from '@parley/event-store'
import { type GroupGeneration, type Projector, runProjector } from '@parley/projector'
import { liveWork, yielding } from './yielding.ts'

/** What is built, of which log, and where. */
export interface RunBuildOptions {
  readonly store: EventStore
  readonly databaseUrl: string
  readonly generation: GroupGeneration
  /** The share of the time that it may be at work while people are, above 0 and up to 1. */
  readonly maxLoad: number
  /** Told each commit: a batch is what is repeated, at the most, after whichever end. */
  readonly committed: (position: number) => void
  readonly say: (line: string) => void
}

/** Events of one batch while others are to have room: each is a statement that they may have to wait behind. */
const smallBatch = 250

/** Builds a generation, and follows the log with it until it is stopped: from where its checkpoint is, each time. */
export const runBuild = ({ store, generation, maxLoad, ...options }: RunBuildOptions): Projector => {
  const stopping = new AbortController()
  const live = liveWork(store)
  const projector = runProjector({
    store: yielding(store, maxLoad, live.isThere, stopping.signal),
    connectionString: options.databaseUrl,
    generation,
    committed: options.committed,
    warn: options.say,
    say: () => {},
    // Copying takes what there is, and index after index: it leaves no room.
    ...(maxLoad < 1 ? { maxBatch: smallBatch, longLog: Number.POSITIVE_INFINITY } : {}),
  })
  const ended = projector.ended.then(live.close)
  return {
    progress: projector.progress,
    ended,
    stop: async () => {
      stopping.abort()
      await projector.stop()
      await ended
    },
  }
}
