import { readFileSync, writeFileSync } from 'node:fs'

const kibibytes = (pid: number, name: string): number => {
  try {
    const [, figure] =
      new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return Number(figure)
  } catch {
    // It has ended, or this is no Linux.
    return Number.NaN
  }
}

/** The memory of a process in MiB, as it is now; NaN where the system does not say. */
export const memory = (pid: number): number => kibibytes(pid, 'VmRSS') / 1024

/** The most memory of a process in MiB since `forgetPeak`. */
export const peakMemory = (pid: number): number => kibibytes(pid, 'VmHWM') / 1024

/** Lets the peak of a process begin at what it has now. */
export const forgetPeak = (pid: number): void => writeFileSync(`/proc/${pid}/clear_refs`, '5')
