import { spawn } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Binaries } from './binaries.ts'
import type { OtherMajorVersion, StartFailed } from './errors.ts'
import type { Folders } from './folders.ts'
import { runAs } from './run-as.ts'
import type { ServerUser } from './server-user.ts'
import type { Durability } from './settings.ts'

export const superuser = 'parley'

/** Makes the database cluster where there is none; refuses one of another major version. */
export const createCluster = (
  binaries: Binaries,
  user: ServerUser | null,
  folders: Folders,
  durability: Durability,
): TE.TaskEither<OtherMajorVersion | StartFailed, void> => {
  const ours = binaries.version.split('.')[0] ?? ''
  if (existsSync(folders.cluster)) {
    const found = readFileSync(join(folders.cluster, 'PG_VERSION'), 'utf8').trim()
    if (found === ours) return TE.right(undefined)
    return TE.left({ _tag: 'OtherMajorVersion', folder: folders.dataDir, found, ours })
  }
  return TE.tryCatch(
    async () => {
      // Renamed when whole: an initdb that was killed halfway leaves no cluster that looks like one.
      const draft = `${folders.cluster}.new`
      rmSync(draft, { recursive: true, force: true })
      mkdirSync(draft, { mode: 0o700 })
      if (user !== null) chownSync(draft, user.uid, user.gid)
      await initdb(binaries, user, draft, folders.password, durability)
      renameSync(draft, folders.cluster)
    },
    (cause) => ({ _tag: 'StartFailed', cause: String(cause instanceof Error ? cause.message : cause) }),
  )
}

const initdb = async (
  binaries: Binaries,
  user: ServerUser | null,
  draft: string,
  passwordFile: string,
  durability: Durability,
): Promise<void> => {
  const { dataArgument, options } = runAs(user, draft)
  // initdb reads the password from an open file, that of a path which its user could not reach. It opens it once
  // more by its number, which takes the right to read it: so for this moment it is that user's.
  const password = openSync(passwordFile, 'r')
  if (user !== null) chownSync(passwordFile, user.uid, user.gid)
  try {
    const child = spawn(
      binaries.initdb,
      [
        `--pgdata=${dataArgument}`,
        `--username=${superuser}`,
        '--pwfile=/dev/stdin',
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        // The same order of text on every machine, whatever locales it has.
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        ...(durability === 'none' ? ['--no-sync'] : []),
      ],
      { ...options, stdio: [password, 'ignore', 'pipe'] },
    )
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
    })
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim()}`)
  } finally {
    closeSync(password)
    if (user !== null) chownSync(passwordFile, 0, 0)
  }
}
