import type { EventFilter, EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { copyEvents } from './copy-events.ts'
import { copyStreamStates } from './copy-stream-states.ts'
import type { CopyError } from './error.ts'
import { missingIn } from './missing.ts'
import type { CopySide } from './pages.ts'
import { surveyed } from './survey.ts'
import { digest } from './verify.ts'

export interface CopyOptions {
  /** Which streams count, on both sides; all of them where absent. */
  readonly filter?: EventFilter
  readonly progress?: CopyProgress
  /** Ends the copy after the page that is under way. */
  readonly stop?: AbortSignal
}

/** Called as a copy proceeds. */
export interface CopyProgress {
  /** A part of the work begins; of so many events, where that is known. */
  readonly begin: (part: 'looking' | 'copying' | 'verifying', events: number | undefined) => void
  readonly advance: (events: number) => void
}

/** What a copy came to. */
export interface Copied {
  /** Events that the source held up to its head. */
  readonly events: number
  /** Those of them that this run added to the target. */
  readonly added: number
  readonly streams: number
  /** Appends that the target has before what was before them in the source. */
  readonly outOfOrder: number
  /** Whether the source went on after the head to which it was copied. */
  readonly grew: boolean
  readonly digests: { readonly source: string; readonly target: string }
  readonly same: boolean
}

/**
 * Copies a log into another, as `docs/spec/log-copy.md` says. The source is copied up to its head as it was when it
 * had been looked through. Reads the source three times and the target twice; holds a hash for each stream.
 */
export const copyLog = async (
  from: EventStore,
  to: EventStore,
  { filter, progress, stop }: CopyOptions = {},
): Promise<E.Either<CopyError, Copied>> => {
  const source: CopySide = { name: 'source', store: from, filter }
  const target: CopySide = { name: 'target', store: to, filter }
  const advance = (events: number): CopyError | undefined => {
    progress?.advance(events)
    return stop?.aborted === true ? { _tag: 'Stopped' } : undefined
  }

  progress?.begin('looking', undefined)
  const held = await surveyed(target, undefined, advance)
  if (E.isLeft(held)) return held
  const there = held.right.chains
  const looked = await missingIn(there, source, advance)
  if (E.isLeft(looked)) return looked
  const { chains, events, head, missing, after } = looked.right

  progress?.begin('copying', missing)
  const copied =
    missing === 0
      ? E.right({ events: 0, outOfOrder: 0 })
      : await copyEvents(source, to, { after, upTo: head }, there, advance)
  if (E.isLeft(copied)) return copied
  const states = await copyStreamStates(source, target, chains)
  if (E.isLeft(states)) return states

  progress?.begin('verifying', 2 * events)
  const ofSource = head === undefined ? E.right('') : await digest(source, head, advance)
  if (E.isLeft(ofSource)) return ofSource
  const ofTarget = head === undefined ? E.right('') : await digest(target, undefined, advance)
  if (E.isLeft(ofTarget)) return ofTarget
  const since = await from.readAll({
    limit: 1,
    ...(head === undefined ? {} : { after: head }),
    ...(filter === undefined ? {} : { filter }),
  })()
  if (E.isLeft(since)) return E.left({ _tag: 'StoreFailed', side: 'source', error: since.left })
  return E.right({
    events,
    added: copied.right.events,
    streams: chains.size,
    outOfOrder: copied.right.outOfOrder,
    grew: since.right.length > 0,
    digests: { source: ofSource.right, target: ofTarget.right },
    same: ofSource.right === ofTarget.right,
  })
}
