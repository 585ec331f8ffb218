import type { Engine } from '@parley/engine'
import type { Clock, Logger } from '@parley/runtime'
import * as E from 'fp-ts/lib/Either.js'
import type { FileStore, Kept, Named } from './store.ts'

/** What is swept, and when. */
export interface SweepParts {
  readonly engine: Pick<Engine, 'files'>
  readonly store: FileStore
  readonly clock: Clock
  readonly log: Logger
}

const hour = 60 * 60 * 1_000
/** A file that came to nothing is taken away after so many milliseconds. */
const orphanedAfter = 24 * hour
/** Bytes without a file are looked at once they are so old: what is younger may be of one that is not projected yet. */
const settledAfter = hour
/** Files that are asked about together. */
const batch = 500

/** How many files were taken away, and of how many the bytes were. */
export interface Swept {
  readonly orphans: number
  readonly bytes: number
}

/**
 * FILE-20, FILE-21: takes away what came to nothing, and then the bytes of what does not stand. Where the engine can't
 * say, nothing goes.
 */
export const sweep = async ({ engine, store, clock }: Omit<SweepParts, 'log'>): Promise<Swept> => {
  const now = clock.now()
  const found = await engine.files.unreferred(now - orphanedAfter)()
  let orphans = 0
  for (const file of E.isRight(found) ? found.right : []) {
    const removed = await engine.files.remove(file)()
    if (E.isLeft(removed)) continue
    orphans += 1
    await store.remove(file)
  }
  let bytes = 0
  const removeAmong = async (kept: ReadonlyArray<Kept>): Promise<void> => {
    if (kept.length === 0) return
    const notDeleted = await engine.files.notDeleted(kept)()
    if (E.isLeft(notDeleted)) return
    const stand = new Set(notDeleted.right.map(nameOf))
    for (const file of kept) {
      if (stand.has(nameOf(file))) continue
      await store.remove(file)
      bytes += 1
    }
  }
  let some: Array<Kept> = []
  for await (const file of store.all()) {
    if (file.writtenAt > now - settledAfter) continue
    some.push(file)
    if (some.length < batch) continue
    await removeAmong(some)
    some = []
  }
  await removeAmong(some)
  return { orphans, bytes }
}

const nameOf = ({ tenantId, fileId }: Named): string => `${tenantId}.${fileId}`

/** Sweeps now and then, until it is told to stop, which it does once it is through. */
export const sweeping = (parts: SweepParts, every = hour / 6): { readonly close: () => Promise<void> } => {
  const { clock, log } = parts
  let under: Promise<void> = Promise.resolve()
  let closed = false
  let cancel = (): void => {}
  const next = (): void => {
    if (!closed) cancel = clock.later(every, () => void (under = look()))
  }
  const look = async (): Promise<void> => {
    try {
      const swept = await sweep(parts)
      if (swept.orphans + swept.bytes > 0) log.info(swept, 'files that came to nothing were taken away')
    } catch (error) {
      log.warn({ err: error }, 'files that came to nothing could not be looked for')
    }
    next()
  }
  next()
  return {
    close: async () => {
      closed = true
      cancel()
      await under
    },
  }
}
