import type { Position } from '@parley/domain'

/** Follows a projector through what the log holds already, and says how far it is. */
export interface CatchingUp {
  /** It begins at a checkpoint; 0: its read models are built from the whole log. */
  readonly begin: (checkpoint: Position) => void
  /** What the log had at the beginning ends at this position. */
  readonly endsAt: (position: Position) => void
  /** A batch was committed: up to a position, so many events, the last of which the log took at this time. */
  readonly committed: (position: Position, events: number, recordedAt: string | undefined) => void
}

/** Milliseconds between two lines about one catching up. */
const every = 10_000

/**
 * Says that read models are built, and how far that is; and of any other catching up the same where it takes longer
 * than ten seconds. Of what is projected as it happens it says nothing. `elapsed`: a clock, in milliseconds.
 */
export const catchingUp = (
  say: (line: string) => void,
  schema: string,
  elapsed: () => number = () => performance.now(),
): CatchingUp => {
  let began = 0
  let last = 0
  let at = 0
  let events = 0
  let told = false
  let building = false
  let end: Position | undefined
  let over = true

  const finish = (): void => {
    over = true
    if (!told) return
    const seconds = Math.max(1, Math.round((elapsed() - began) / 1_000))
    say(`The read models in schema ${schema} have caught up with the log: ${events} events in ${seconds} s.`)
  }

  return {
    begin: (checkpoint) => {
      began = elapsed()
      last = began
      at = checkpoint
      events = 0
      told = false
      building = checkpoint === 0
      end = undefined
      over = false
    },
    endsAt: (position) => {
      if (over) return
      end = position
      if (at >= end) finish()
    },
    committed: (position, more, recordedAt) => {
      if (over) return
      at = position
      events += more
      if (building && !told && events > 0) {
        say(`The read models of this version are built from the log, in schema ${schema}.`)
        told = true
      }
      if (end !== undefined && at >= end) {
        finish()
        return
      }
      if (elapsed() - last < every) return
      last = elapsed()
      told = true
      const upTo = recordedAt === undefined ? '' : `, up to what the log took at ${recordedAt}`
      say(`The read models in schema ${schema} follow the log: ${events} events are projected${upTo}.`)
    },
  }
}
