import { isDeepStrictEqual } from 'node:util'
import type { Position, Revision, RowKey } from '@parley/domain'
import { outOfReach } from '@parley/event-store'
import type { AppendError, Appended, EventStore } from '@parley/event-store'
import * as E from 'fp-ts/lib/Either.js'
import { loadErrorOf, missing, unavailable } from '../errors.ts'
import type { CommandError, LoadError } from '../errors.ts'
import type { Committing } from './committing.ts'
import type { Folded } from './folded.ts'
import type { StreamLimits } from './limits.ts'
import type { PendingCommand } from './pending-command.ts'
import { decideRound } from './round.ts'
import type { Round } from './round.ts'
import type { InTime } from './in-time.ts'
import { settle } from './settle.ts'
import type { Pause } from './settle.ts'
import type { WorkingCopy } from './working-copy.ts'

export interface StreamShell {
  readonly stream: string
  readonly store: EventStore
  readonly copy: WorkingCopy
  readonly limits: StreamLimits
  readonly committed: Committing
  readonly pause: Pause
  readonly inTime: InTime
}

/** One round of commands: what others may know of it, and say to it, while it is under way. */
export interface Attempt {
  /** Whether something of it went to the log. */
  sent: boolean
  /** It was given up: it tries nothing more. */
  readonly over: AbortSignal
}

/** The rows that a command takes as absent until the log says otherwise. */
export const presumedBy = (
  { store }: Pick<StreamShell, 'store'>,
  { presumedAbsent }: PendingCommand,
): ReadonlyArray<RowKey> => (store.remembersIds ? presumedAbsent : [])

type Batch = ReadonlyArray<PendingCommand>

/**
 * Decides commands one after another, appends their events at the revision that was folded to, and answers them; on
 * a conflict it folds what others wrote and decides all again. A command is answered only once its events are in the
 * log; where there is nothing to append, once the log was seen to end where the state does. So no answer, not even a
 * rejection, ever rests on a state that is behind.
 *
 * Returns those, from the end, that had no room in the append. Each of the others has its answer.
 */
export const carryOut = async (shell: StreamShell, batch: Batch, attempt: Attempt): Promise<Batch> => {
  try {
    return await carryOutPresuming(shell, batch, attempt)
  } finally {
    shell.copy.retract()
  }
}

const carryOutPresuming = async (shell: StreamShell, batch: Batch, attempt: Attempt): Promise<Batch> => {
  const { stream, store, copy, limits, pause } = shell
  let taken = batch
  // Whether the log said that it has events of these commands: a failure must not say then that it has none.
  let had = false
  // How often the log stood at a revision that could not be read.
  let unseen = 0

  for (let tries = 0; tries < limits.tries && !attempt.over.aborted; tries++) {
    // Only at first: whatever came of it, the next try knows.
    if (tries === 0) copy.presume(taken.flatMap((pending) => presumedBy(shell, pending)))
    const ensured = await copy.ensure(taken.flatMap((pending) => pending.keys))
    if (E.isLeft(ensured)) return failLoad(shell, batch, taken.length, had, ensured.left)

    const round = decideRound(stream, copy, taken, limits.batchBytes)
    // Only an append can show that a presumption was right. What rests on one and appends nothing is decided again.
    if (round.outcomes.some(makesNothing) && copy.retract()) continue
    taken = taken.slice(0, round.outcomes.length)
    const base = { revision: copy.revision, position: copy.position }
    const expected = base.revision < 0 ? 'no-stream' : (base.revision as Revision)
    let standsAt = -1

    if (round.news.length > 0) {
      attempt.sent = true
      const appended = await settle(() => store.append(stream, expected, round.news), pause, attempt.over)
      if (E.isRight(appended)) {
        const written = writtenNow(round, appended.right, base.revision)
        if (written !== undefined) {
          copy.commit(written, round.changes, round.rows)
          // Where the log does not hand the events back, it says where the last one stands, and no other.
          shell.committed(stream, appended.right.events.length > 0 ? written : written.slice(-1))
          return answer(batch, round, base, written)
        }
        had = true
        standsAt = appended.right.revision
      } else if (appended.left._tag === 'WrongRevision') {
        standsAt = appended.left.actual === 'no-stream' ? -1 : appended.left.actual
      } else if (appended.left._tag === 'TooLarge' && taken.length > 1) {
        taken = taken.slice(0, Math.ceil(taken.length / 2))
        continue
      } else {
        return failAppend(shell, batch, round, appended.left)
      }
    }

    const presumed = copy.retract()
    const moved = await copy.catchUp()
    if (E.isLeft(moved)) return failLoad(shell, batch, taken.length, had, moved.left)
    if (moved.right) unseen = 0
    if (moved.right || presumed) continue
    if (round.news.length === 0) {
      const there = copy.revision < 0 ? await neverWas(store, stream) : E.right(undefined)
      if (E.isLeft(there)) return failLoad(shell, batch, taken.length, had, there.left)
      return answer(batch, round, base, [])
    }
    if (standsAt > copy.revision) {
      // The log, as it is read, is behind the log as it is written to; or what stands there is kept no more.
      if (unseen === mostUnseen) {
        const gone = missing(stream, copy.revision + 1, standsAt)
        return failLoad(shell, batch, taken.length, had, gone)
      }
      await pause(unseen)
      unseen += 1
    } else if (taken.length > 1) {
      // Nobody wrote anything, and the log has some of these event ids: one by one it will show whose.
      taken = taken.slice(0, 1)
    } else {
      return fail(batch, 1, unexplained)
    }
  }
  const contended = unavailable('too many others write to this stream')
  return fail(batch, taken.length, had ? inDoubt(contended) : contended)
}

const makesNothing = (outcome: E.Either<CommandError, { readonly events: number }>): boolean =>
  E.isLeft(outcome) || outcome.right.events === 0

/** The events as folded, if this append wrote them just now, or wrote the very same there before. */
const writtenNow = (round: Round, appended: Appended, base: number): ReadonlyArray<Folded> | undefined => {
  const { revision: last, repeated } = appended
  // A log that hands nothing back (EventStoreDB) says by the revision that they stand where they were to be.
  if (repeated === undefined && appended.events.length === 0 && last === base + round.news.length)
    return round.events.map((event, n) => ({
      event,
      revision: (base + 1 + n) as Revision,
      position: appended.position,
    }))
  if (appended.events.length !== round.news.length) return undefined
  const written: Array<Folded> = []
  for (const [n, { id, data, revision, position }] of appended.events.entries()) {
    const made = round.news[n]
    const event = round.events[n]
    if (made === undefined || event === undefined) return undefined
    if (id !== made.id || revision !== base + 1 + n) return undefined
    if (data !== made.data && !isDeepStrictEqual(data, made.data)) return undefined
    written.push({ event, revision, position })
  }
  return written
}

const answer = (
  batch: Batch,
  round: Round,
  base: { readonly revision: number; readonly position: Position },
  written: ReadonlyArray<Folded>,
): Batch => {
  for (const [n, outcome] of round.outcomes.entries()) {
    const pending = batch[n]
    if (E.isLeft(outcome)) {
      pending?.answer(outcome)
      continue
    }
    const { last, events, rows } = outcome.right
    const at = written[last] ?? base
    const revision = Math.max(at.revision, 0) as Revision
    pending?.answer(E.right({ revision, position: at.position, events, rows }))
  }
  return batch.slice(round.outcomes.length)
}

const fail = (batch: Batch, count: number, error: CommandError): Batch => {
  for (const pending of batch.slice(0, count)) pending.answer(E.left(error))
  return batch.slice(count)
}

/**
 * Whether a stream of which nothing is read has nothing that was cut off: nobody is told that what was is not. What is
 * kept of it is set by an operator alone.
 */
const neverWas = async (store: EventStore, stream: string): Promise<E.Either<LoadError, void>> => {
  const metadata = await store.streamMetadata(stream)()
  if (E.isLeft(metadata)) return E.left(loadErrorOf(metadata.left))
  if (Object.keys(metadata.right).length === 0) return E.right(undefined)
  return E.left({ _tag: 'Corrupt', cause: `nothing is kept any more of ${stream}`, stream })
}

/** How often in a row the end of the stream may not be seen, over about 1.6 seconds, before it is taken for gone. */
const mostUnseen = 6

/** A state that could not be brought to the end of the stream is not kept: the next begins with the projection. */
const failLoad = (
  { copy }: StreamShell,
  batch: Batch,
  count: number,
  had: boolean,
  error: LoadError,
): Batch => {
  if (error._tag === 'Corrupt') copy.forget()
  return fail(batch, count, had ? inDoubt(error) : error)
}

const failAppend = (
  shell: StreamShell,
  batch: Batch,
  round: Round,
  error: Exclude<AppendError, { readonly _tag: 'WrongRevision' }>,
): Batch => {
  const told = error._tag === 'AccessDenied' ? outOfReach(error) : error
  if (told._tag !== 'InDoubt') return fail(batch, round.outcomes.length, told)
  shell.copy.forget()
  for (const [n, outcome] of round.outcomes.entries()) {
    const wrote = E.isRight(outcome) && outcome.right.events > 0
    batch[n]?.answer(E.left(wrote ? told : unavailable(told.cause)))
  }
  return batch.slice(round.outcomes.length)
}

const inDoubt = (error: CommandError): CommandError =>
  error._tag === 'Unavailable' ? { _tag: 'InDoubt', cause: error.cause } : error

const unexplained: CommandError = {
  _tag: 'Corrupt',
  cause: 'the log has events of this command, and the rows after them do not show it',
}
