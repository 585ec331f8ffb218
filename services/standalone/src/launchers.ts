import { readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'

interface Process {
  readonly pid: number
  readonly name: string
  readonly parent: number
  /** When it was started, in the kernel's ticks: a pid alone may be given out again. */
  readonly started: string
}

const processOf = (pid: number): Process | undefined => {
  const stat = E.tryCatch(
    () => readFileSync(`/proc/${pid}/stat`, 'utf8'),
    () => undefined,
  )
  if (E.isLeft(stat)) return undefined
  // The name in parentheses may hold anything; numbers follow: state, parent, … and start, the twentieth.
  const name = stat.right.slice(stat.right.indexOf('(') + 1, stat.right.lastIndexOf(')'))
  const fields = stat.right.slice(stat.right.lastIndexOf(')') + 2).split(' ')
  return { pid, name, parent: Number(fields[1]), started: fields[19] ?? '' }
}

const isRunner = ({ name }: Process): boolean => /^(npm|npx|pnpm)/.test(name)

/** The npm and pnpm that this process was started through, and the shells in between, nearest first. */
const launchers = (): ReadonlyArray<Process> => {
  const above: Process[] = []
  for (
    let next = processOf(process.ppid);
    next !== undefined && above.length < 8;
    next = processOf(next.parent)
  )
    above.push(next)
  return above.slice(0, above.findLastIndex(isRunner) + 1)
}

/**
 * Resolves when one of those is gone through which `npx pnpm start` came to this process: a signal to `npx` ends it
 * and its shell, and reaches neither pnpm nor us. Never resolves where there are none, or the system is not Linux.
 */
export const launchersGone = (): Promise<void> =>
  new Promise((resolve) => {
    const watched = launchers()
    if (watched.length === 0) return
    const look = setInterval(() => {
      if (watched.every(({ pid, started }) => processOf(pid)?.started === started)) return
      clearInterval(look)
      resolve()
    }, 500)
    look.unref()
  })
