import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/**
 * When a process was started, as text that no other process of this machine shares together with its pid, or
 * null if no such process lives. A pid alone says little: numbers are given out again, after a reboot or in a
 * restarted container even in the same order.
 */
export const startedAt = (pid: number): string | null =>
  process.platform === 'linux' ? startedAtOnLinux(pid) : startedAtByPs(pid)

/** Unix time in seconds at which a process was started, give or take one; null if no such process lives. */
export const startSecond = (pid: number): number | null => {
  if (process.platform !== 'linux') {
    const text = startedAtByPs(pid)
    return text === null ? null : Date.parse(text) / 1000
  }
  const fields = statFields(pid)
  const booted = /^btime (\d+)$/m.exec(readFileSync('/proc/stat', 'utf8'))?.[1]
  // Field 22 counts hundredths of a second since boot: USER_HZ is 100 on every Linux that Node runs on.
  return fields === null || booted === undefined ? null : Number(booted) + Number(fields[19]) / 100
}

/** True while the process runs. One that has ended and was not yet collected by its parent counts as gone. */
export const isAlive = (pid: number): boolean => startedAt(pid) !== null

const startedAtOnLinux = (pid: number): string | null => {
  const fields = statFields(pid)
  if (fields === null) return null
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return `${boot}/${fields[19] ?? ''}`
}

/** What follows the command's name in `/proc/<pid>/stat`; the name may itself hold spaces and parentheses. */
const statFields = (pid: number): ReadonlyArray<string> | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' || fields[0] === 'X' ? null : fields
  } catch {
    return null
  }
}

const startedAtByPs = (pid: number): string | null => {
  try {
    const [state, ...start] = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    })
      .trim()
      .split(/\s+/)
    return state === undefined || state === '' || state.startsWith('Z') ? null : start.join(' ')
  } catch {
    return null
  }
}
