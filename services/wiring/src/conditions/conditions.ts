import type { Clock, Logger } from '@parley/runtime'
import { type ConditionName, knownCondition } from './known.ts'

/** What only those at the terminal read: it may name what Parley works with. */
export interface Reason {
  readonly cause: string
  /** What to do about it; nothing where the cause says that. */
  readonly todo?: string
}

/** What is wrong now, as anybody may read it. */
export interface Wrong {
  readonly name: ConditionName
  readonly says: string
  /** Since when, by the machine's clock: `2026-01-31T23:59:59.999Z`. */
  readonly since: string
}

/** What a monitor asks. */
export interface State {
  /** Whether this process can go on by itself. */
  readonly live: boolean
  /** Whether it serves: commands are taken, and what was said is seen soon. */
  readonly ready: boolean
  readonly wrong: ReadonlyArray<Wrong>
}

/**
 * What is wrong at this moment, by name, whoever finds it out. It counts at once; the terminal is told when it has
 * lasted, again after long, and when it is over.
 */
export interface Conditions {
  /**
   * Says that something is wrong, as often as it is seen. `within`: milliseconds after which it counts as over where it
   * was not seen again, for what nobody sees the end of.
   */
  readonly report: (name: ConditionName, reason: Reason, within?: number) => void
  /** Says that it is not, or no longer. */
  readonly over: (name: ConditionName) => void
  readonly state: () => State
  /** Tells nothing any more. */
  readonly close: () => void
}

interface Present {
  readonly since: number
  readonly began: number
  reason: Reason
  times: number
  told: boolean
  /** Takes back what was to be told next. */
  cancelTelling: () => void
  cancelEnd: () => void
}

/** Milliseconds that something has to last before the terminal is told; twice as long each time that it comes back. */
const tellAfter = 3_000
const tellAfterAtMost = 60_000
/** Milliseconds for which it has to be away before it counts as new. */
const forgetAfter = 600_000
/** Milliseconds after which the terminal is told again, as long as it lasts. */
const remindAfter = 900_000

/** Milliseconds by which something has to outlast what it follows from to be told of. */
const outlasting = 15_000

const nothing = (): void => {}

export const conditions = (clock: Clock, log: Logger): Conditions => {
  const present = new Map<ConditionName, Present>()
  const earlier = new Map<ConditionName, { readonly ended: number; readonly delay: number }>()
  const ended = new Map<ConditionName, number>()
  let closed = false

  const delayFor = (name: ConditionName): number => {
    if (knownCondition(name).blocks === 'live') return 0
    const last = earlier.get(name)
    if (last === undefined || clock.elapsed() - last.ended > forgetAfter) return tellAfter
    return Math.min(tellAfterAtMost, last.delay * 2)
  }

  /** Who waits for something to come back tries again every few seconds, and is some seconds later. */
  const lately = (name: ConditionName): boolean =>
    clock.elapsed() - (ended.get(name) ?? Number.NEGATIVE_INFINITY) < outlasting

  const tell = (name: ConditionName, one: Present): void => {
    const { says, follows } = knownCondition(name)
    if (follows.some((other) => present.has(other) || lately(other))) {
      one.cancelTelling = clock.later(tellAfter, () => tell(name, one))
      return
    }
    const { cause, todo } = one.reason
    const again = one.told
      ? ` Still so after ${lasted(clock.elapsed() - one.began)}, seen ${one.times} times.`
      : ''
    log.error(`${says}${again} The cause: ${sentence(cause)}${todo === undefined ? '' : ` ${todo}`}`)
    one.told = true
    one.cancelTelling = clock.later(remindAfter, () => tell(name, one))
  }

  const over = (name: ConditionName): void => {
    const one = present.get(name)
    if (one === undefined) return
    present.delete(name)
    ended.set(name, clock.elapsed())
    one.cancelTelling()
    one.cancelEnd()
    if (!one.told) return
    earlier.set(name, { ended: clock.elapsed(), delay: delayFor(name) })
    log.warn(`${knownCondition(name).over} It lasted ${lasted(clock.elapsed() - one.began)}.`)
  }

  return {
    report: (name, reason, within) => {
      if (closed) return
      let one = present.get(name)
      if (one === undefined) {
        const begun: Present = {
          since: clock.now(),
          began: clock.elapsed(),
          reason,
          times: 0,
          told: false,
          cancelTelling: nothing,
          cancelEnd: nothing,
        }
        begun.cancelTelling = clock.later(delayFor(name), () => tell(name, begun))
        present.set(name, begun)
        one = begun
      }
      one.reason = reason
      one.times += 1
      one.cancelEnd()
      if (within !== undefined) one.cancelEnd = clock.later(within, () => over(name))
    },
    over,
    state: () => {
      const names = [...present.keys()]
      return {
        live: names.every((name) => knownCondition(name).blocks !== 'live'),
        ready: names.every((name) => knownCondition(name).blocks === 'nothing'),
        wrong: [...present].map(([name, { since }]) => ({
          name,
          says: knownCondition(name).says,
          since: new Date(since).toISOString(),
        })),
      }
    },
    close: () => {
      closed = true
      for (const one of present.values()) {
        one.cancelTelling()
        one.cancelEnd()
      }
    },
  }
}

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`)

/** A time in words, roughly. */
const lasted = (milliseconds: number): string => {
  const seconds = Math.round(milliseconds / 1_000)
  if (seconds < 120) return `${seconds} s`
  return seconds < 7_200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3_600)} h`
}
