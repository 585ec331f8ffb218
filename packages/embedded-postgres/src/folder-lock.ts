import { randomUUID } from 'node:crypto'
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { FolderInUse } from './errors.ts'
import { startedAt } from './process-identity.ts'

const Holder = t.strict({ pid: t.number, startedAt: t.string }, 'LockHolder')

/** Held by one process on one data folder. */
export interface FolderLock {
  /** Whether it still lies in the folder; not where the folder was removed, or another is in its place. */
  readonly held: () => boolean
  /** Lets the next one in. May be called twice. */
  readonly release: () => void
}

/**
 * Takes the data folder for this process, or says which live process has it. A lock whose holder has died, by
 * kill -9 say, is taken over. The file comes and goes by link and rename, which succeed for one process only. Throws
 * where something is in the lock's place that can't be read or moved.
 */
export const takeFolder = (folder: string): E.Either<FolderInUse, FolderLock> => {
  const lock = join(folder, 'parley.lock')
  // Each taking has a name of its own: a folder that was taken anew, by this process too, is another one.
  const mine = JSON.stringify({
    pid: process.pid,
    startedAt: startedAt(process.pid) ?? '',
    taking: randomUUID(),
  })
  for (;;) {
    if (linkNew(lock, mine)) {
      return E.right({
        held: () => readIfThere(lock) === mine,
        release: () => readIfThere(lock) === mine && rmSync(lock, { force: true }),
      })
    }
    const found = readIfThere(lock)
    if (found === null) continue
    const holder = Holder.decode(parsed(found))
    if (E.isRight(holder) && startedAt(holder.right.pid) === holder.right.startedAt) {
      return E.left({ _tag: 'FolderInUse', folder, pid: holder.right.pid })
    }
    removeStale(lock, found)
  }
}

/** Creates the lock with its whole content at once: nobody ever reads half of it. False if there is one. */
const linkNew = (lock: string, content: string): boolean => {
  const draft = `${lock}.${randomUUID()}`
  writeFileSync(draft, content, { mode: 0o600 })
  try {
    linkSync(draft, lock)
    return true
  } catch (e) {
    if (e instanceof Error && 'code' in e && e.code === 'EEXIST') return false
    throw e
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Moves the lock aside before removing it: if by now it is a live one's, it goes back where it was. */
const removeStale = (lock: string, stale: string): void => {
  const aside = `${lock}.${randomUUID()}`
  try {
    renameSync(lock, aside)
  } catch (error) {
    // Someone was quicker; whatever else it is would be the same the next time.
    if (isMissing(error)) return
    throw error
  }
  const moved = readIfThere(aside)
  if (moved !== null && moved !== stale) linkNew(lock, moved)
  rmSync(aside, { force: true })
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** Throws where there is something that can't be read. */
const readIfThere = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
