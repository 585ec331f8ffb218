import type { Clock } from '../platform/clock.ts'

/** Finds out that the other side is gone where the socket says nothing, which may take minutes. */
export interface Liveness {
  /** Something was asked; call what it gives when that is answered. */
  readonly asked: () => () => void
  readonly heard: () => void
  /** Asks at once: the platform says that something may be wrong. */
  readonly check: () => void
  readonly end: () => void
}

/** Where nothing was asked, silence is looked into after so many times the time-out. */
const idle = 4

/**
 * Where something has no answer within `timeout` milliseconds, and nothing else is heard either, it asks whether
 * somebody is there; where nothing is heard within as long again, it gives up. A slow answer is no reason while other
 * things are heard.
 */
export const liveness = (
  clock: Clock,
  timeout: number,
  act: { readonly ask: () => void; readonly giveUp: () => void },
): Liveness => {
  let heardAt = clock.now()
  /** When what is not answered was asked, oldest first. */
  const open = new Set<{ readonly at: number }>()
  let askedAt: number | null = null
  let stop: () => void = () => undefined
  let ended = false

  const wait = (milliseconds: number): void => {
    stop()
    if (!ended) stop = clock.later(Math.max(milliseconds, 1), look)
  }
  const ask = (): void => {
    askedAt = clock.now()
    act.ask()
    wait(timeout)
  }
  const look = (): void => {
    const now = clock.now()
    if (askedAt !== null) {
      if (now - askedAt >= timeout) return act.giveUp()
      return wait(askedAt + timeout - now)
    }
    const [first] = open
    const quiet = heardAt + idle * timeout
    const due = first === undefined ? quiet : Math.min(quiet, Math.max(first.at, heardAt) + timeout)
    if (now >= due) ask()
    else wait(due - now)
  }

  wait(idle * timeout)
  return {
    asked: () => {
      const one = { at: clock.now() }
      const isFirst = open.size === 0
      open.add(one)
      if (isFirst && askedAt === null) wait(timeout)
      return () => open.delete(one)
    },
    heard: () => {
      heardAt = clock.now()
      if (askedAt === null) return
      askedAt = null
      look()
    },
    check: () => {
      if (askedAt === null && !ended) ask()
    },
    end: () => {
      ended = true
      stop()
    },
  }
}
