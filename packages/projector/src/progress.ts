import type { Position } from '@parley/domain'
import type { Batch } from './batch.ts'
import type { ProjectorFailure } from './failure.ts'

/**
 * `starting`: connecting; `standing-by`: another projector is active; `running`; `retrying`: the database or the
 * log can't be reached; `stopped`: as it was told to, or since the log was closed; `failed`: see `failure`.
 */
export type ProjectorState = 'starting' | 'standing-by' | 'running' | 'retrying' | 'stopped' | 'failed'

/** How far a projector is, and how it goes. */
export interface Progress {
  readonly state: ProjectorState
  /** The checkpoint, as this projector last knew it. */
  readonly position: Position
  /** Of a generation that is being built by copying, and of which nobody sees anything yet. */
  readonly copied?: {
    /** How far the log was copied. */
    readonly to: Position
    /** How long it takes from here until all is in order; undefined until that can be told. */
    readonly secondsLeft: number | undefined
  }
  /** Whether everything that the log had was projected. */
  readonly caughtUp: boolean
  /** Milliseconds since the log took the oldest event that has come and is not committed; 0 where there is none. */
  readonly lag: number
  /** Events committed by this projector since it started. */
  readonly projected: number
  /** Events a second, over the last ten seconds. */
  readonly rate: number
  /** How many streams are given up: an event of theirs can't be read, or is missing. */
  readonly parked: number
  readonly failure?: ProjectorFailure
}

const rateOver = 10_000

/** Keeps count of what is committed. */
export const tally = () => {
  let projected = 0
  let recent: Array<{ readonly at: number; readonly events: number }> = []
  const drop = (now: number): void => {
    const first = recent.findIndex(({ at }) => at > now - rateOver)
    if (first !== 0) recent = first === -1 ? [] : recent.slice(first)
  }
  return {
    add: (events: number): void => {
      const now = performance.now()
      projected += events
      const last = recent.at(-1)
      // One entry for each tenth of a second is fine enough.
      if (last !== undefined && now - last.at < 100)
        recent[recent.length - 1] = { at: last.at, events: last.events + events }
      else {
        drop(now)
        recent.push({ at: now, events })
      }
    },
    projected: (): number => projected,
    rate: (): number => {
      const now = performance.now()
      drop(now)
      const first = recent[0]
      if (first === undefined) return 0
      const events = recent.reduce((sum, each) => sum + each.events, 0)
      return (events * 1_000) / Math.max(1_000, now - first.at)
    },
  }
}

/** Milliseconds since the log took the oldest event of these batches. */
export const lagOf = (batches: ReadonlyArray<Batch | undefined>): number => {
  const since = batches.flatMap((batch) => batch?.since ?? [])
  return since.length === 0 ? 0 : Math.max(0, Date.now() - Math.min(...since))
}
