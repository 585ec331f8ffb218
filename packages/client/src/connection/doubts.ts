import type { Clock } from '../platform/clock.ts'

/** Finds out that the other side is gone without a word, which no socket says for minutes. */
export interface Doubts {
  /** Something was asked; gives what says that it was answered. */
  readonly asked: () => () => void
  readonly heard: () => void
  /** Doubts at once: the platform says that something is wrong. */
  readonly doubt: () => void
  readonly end: () => void
}

/** Of what is silent so many times as long as it may be, although nothing was asked, a word is wanted. */
const idle = 4

/**
 * What was asked and is not answered within `patience`, while nothing else is heard either, makes it ask for a word;
 * where none comes within another, it gives up. What is slow to answer and goes on talking is not doubted.
 */
export const doubts = (
  clock: Clock,
  patience: number,
  act: { readonly ask: () => void; readonly giveUp: () => void },
): Doubts => {
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
    wait(patience)
  }
  const look = (): void => {
    const now = clock.now()
    if (askedAt !== null) {
      if (now - askedAt >= patience) return act.giveUp()
      return wait(askedAt + patience - now)
    }
    const [first] = open
    const due = dueAt(first)
    if (now >= due) ask()
    else wait(due - now)
  }
  const dueAt = (first: { readonly at: number } | undefined): number => {
    const quiet = heardAt + idle * patience
    return first === undefined ? quiet : Math.min(quiet, Math.max(first.at, heardAt) + patience)
  }

  wait(idle * patience)
  return {
    asked: () => {
      const one = { at: clock.now() }
      const isFirst = open.size === 0
      open.add(one)
      if (isFirst && askedAt === null) wait(patience)
      return () => open.delete(one)
    },
    heard: () => {
      heardAt = clock.now()
      if (askedAt === null) return
      askedAt = null
      look()
    },
    doubt: () => {
      if (askedAt === null && !ended) ask()
    },
    end: () => {
      ended = true
      stop()
    },
  }
}
