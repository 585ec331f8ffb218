import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts processor time in hundredths of a second for every process that asks. */
const ticksPerSecond = 100

interface Stat {
  readonly parent: number
  /** Own time, and that of children that ended and were waited for. */
  readonly seconds: number
}

const statOf = (pid: number): Stat | null => {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in parentheses may hold anything; the fields after it are numbers: state, ppid, … utime, stime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0)
    return { parent: Number(fields[1]), seconds: ticks / ticksPerSecond }
  } catch {
    // It has ended, or this is no Linux.
    return null
  }
}

/** Processor seconds that a process and its children have used so far; NaN where the system does not say. */
export const cpuSeconds = (pid: number): number => {
  const own = statOf(pid)
  if (own === null) return Number.NaN
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .reduce((sum, stat) => sum + (stat?.parent === pid ? stat.seconds : 0), own.seconds)
}
