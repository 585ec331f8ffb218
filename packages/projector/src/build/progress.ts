import type { Position } from '@parley/domain'
import type { FinishingStep } from '@parley/projection'
import type { Batch } from '../batch.ts'
import { estimate } from './estimate.ts'

/** Says how far a build is. */
export interface BuildProgress {
  readonly begin: (from: Position, end: Position) => void
  readonly written: (batch: Batch) => void
  /** `share` of putting in order is done: from 0 up to 1. */
  readonly finishing: (table: string, step: FinishingStep, share: number) => void
  readonly done: () => void
  /** How many seconds it takes from here; undefined until that can be told. */
  readonly left: () => number | undefined
}

/** Milliseconds between two lines about how far it is. */
const every = 10_000

const whole = (n: number): string => Math.round(n).toLocaleString('en')

const inWords = (seconds: number): string => {
  if (seconds < 90) return `${whole(Math.max(1, seconds))} s`
  return seconds < 5_400 ? `${whole(seconds / 60)} min` : `${(seconds / 3_600).toFixed(1)} h`
}

const stepWords: Readonly<Record<FinishingStep, string>> = {
  merge: 'what was done to rows later is put into',
  index: 'indexes are made of',
}

/** `elapsed`: a clock, in milliseconds. */
export const buildProgress = (
  say: (line: string) => void,
  schema: string,
  elapsed: () => number = () => performance.now(),
): BuildProgress => {
  let began = 0
  let last = 0
  let end = 0
  let events = 0
  const percent = (at: number): number => (end === 0 ? 0 : Math.floor((100 * Math.min(at, end)) / end))
  const seconds = (): number => (elapsed() - began) / 1_000
  const reckoning = estimate(elapsed)
  const leftInWords = (): string => {
    const left = reckoning.left()
    return left === undefined ? '' : `, some ${inWords(left)} left`
  }
  const isTime = (): boolean => {
    if (elapsed() - last < every) return false
    last = elapsed()
    return true
  }

  return {
    begin: (from, to) => {
      began = elapsed()
      last = began
      end = to
      reckoning.begin(from, to)
      events = 0
      say(
        from === 0
          ? `The read models of this version are built from the log, for schema ${schema}.`
          : `The read models of this version are built on from the log, for schema ${schema}: ${percent(from)} % was done.`,
      )
    },
    written: (batch) => {
      events += batch.events
      reckoning.copied(batch.to)
      if (!isTime()) return
      say(
        `The read models for schema ${schema}: ${percent(batch.to)} % of the log, ${whole(events / seconds())} events ` +
          `a second${leftInWords()}.`,
      )
    },
    finishing: (table, step, share) => {
      reckoning.ordered(share)
      if (isTime()) say(`The read models for schema ${schema}: ${stepWords[step]} ${table}${leftInWords()}.`)
    },
    done: () =>
      say(
        `The read models in schema ${schema} are built: ${whole(events)} events in ${inWords(seconds())}, ` +
          `${whole(events / seconds())} a second.`,
      ),
    left: reckoning.left,
  }
}
