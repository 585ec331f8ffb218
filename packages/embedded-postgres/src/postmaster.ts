import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startedAt, startSecond } from './process-identity.ts'

/** What Postgres notes of itself in `postmaster.pid`, in its data directory. */
export interface Postmaster {
  readonly pid: number
  readonly port: number
  /** True once it takes connections. */
  readonly ready: boolean
}

interface Noted extends Postmaster {
  /** Unix time in seconds. */
  readonly startSecond: number
}

/** What `postmaster.pid` says, true or not; null where there is none or it is not yet whole. */
export const notedPostmaster = (clusterDir: string): Noted | null => {
  const lines = readOrNull(join(clusterDir, 'postmaster.pid'))?.split('\n') ?? []
  const [pid, second, port] = [Number(lines[0]), Number(lines[2]), Number(lines[3])]
  if (!(pid > 0 && second > 0 && port > 0)) return null
  return { pid, startSecond: second, port, ready: lines[7]?.trim() === 'ready' }
}

/** Notes which process the postmaster is, in words that hold when the clock is set or its pid is given out again. */
export const rememberPostmaster = (clusterDir: string, pid: number): void =>
  writeFileSync(`${clusterDir}.process`, startedAt(pid) ?? '', { mode: 0o600 })

/**
 * The postmaster that runs on this data directory, or null. `postmaster.pid` is believed only of a process that
 * is alive, works in this directory, and is the one that was remembered, or, where Parley died before it could
 * remember, was started in the second that the file says.
 */
export const runningPostmaster = (clusterDir: string): Postmaster | null => {
  const noted = notedPostmaster(clusterDir)
  if (noted === null || !worksIn(noted.pid, clusterDir)) return null
  if (readOrNull(`${clusterDir}.process`) === startedAt(noted.pid)) return noted
  const second = startSecond(noted.pid)
  return second !== null && Math.abs(second - noted.startSecond) <= 2 ? noted : null
}

const worksIn = (pid: number, clusterDir: string): boolean => {
  try {
    if (process.platform === 'linux') return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(clusterDir)
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      clusterDir,
    )
  } catch {
    return false
  }
}

/**
 * Ends what a postmaster that was killed has left: its sessions end by themselves only when they next look up from
 * their work, which may be hours, and until then no other can start. Their work was lost with the postmaster.
 */
export const endLeftovers = (clusterDir: string): void => {
  if (process.platform !== 'linux') return
  const directory = realpathSync(clusterDir)
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    if (readOrNull(`/proc/${pid}/comm`)?.trim() !== 'postgres' || !worksIn(Number(pid), directory)) continue
    try {
      process.kill(Number(pid), 'SIGKILL')
    } catch {
      // It was quicker.
    }
  }
}

const readOrNull = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
