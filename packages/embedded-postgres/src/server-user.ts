import { readFileSync, statSync } from 'node:fs'

/** Whom the server runs as. */
export interface ServerUser {
  readonly uid: number
  readonly gid: number
}

/**
 * Postgres refuses to run as root. For root this gives the user that it runs as instead: the one whom the
 * existing cluster belongs to, or else `postgres`, or else `nobody`. For anyone else null: they run it themselves.
 */
export const serverUser = (clusterDir: string): ServerUser | null => {
  if (process.getuid?.() !== 0) return null
  return ownerOf(clusterDir) ?? accountOf('postgres') ?? accountOf('nobody') ?? { uid: 65534, gid: 65534 }
}

const ownerOf = (folder: string): ServerUser | null => {
  const stat = statSync(folder, { throwIfNoEntry: false })
  return stat === undefined || stat.uid === 0 ? null : { uid: stat.uid, gid: stat.gid }
}

const accountOf = (name: string): ServerUser | null => {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  // macOS numbers its nobody -2, which setuid takes as the unsigned number.
  return uid === undefined || gid === undefined ? null : { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }
}
