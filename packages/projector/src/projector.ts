import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import { streamPrefixes } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { type PostgresFault, postgresFault } from '@parley/postgres'
import { explainOther, statements } from '@parley/projection'
import { type Batch, operationsOf } from './batch.ts'
import { buildByCopying } from './build/build.ts'
import { buildProgress } from './build/progress.ts'
import { catchingUp } from './catching-up.ts'
import { explain, failureOf, type ProjectorFailure } from './failure.ts'
import { type Intake, intake } from './intake.ts'
import { noticesTo } from './notices.ts'
import { pacer, type Pacing, unpaced } from './pacing.ts'
import { lagOf, type Progress, type ProjectorState, tally } from './progress.ts'
import { openSession, type Session } from './session.ts'
import { Sorting } from './sorting.ts'
import { type GroupGeneration, ownGeneration } from './tables.ts'

/** Which log is projected, and where to. */
export interface ProjectorOptions {
  readonly store: Pick<EventStore, 'subscribe' | 'readStream' | 'readAll' | 'streamMetadata' | 'end'>
  /** Of the database of the read models. The projector has a connection of its own. */
  readonly connectionString: string
  /** What it builds where it is not there; this build's own of the core unless another is given. */
  readonly generation?: GroupGeneration
  /** Told how far the read models have come, by each commit, and how many events that were. */
  readonly committed?: (position: Position, events: number) => void
  /** How often it writes once it is caught up; whenever there is something unless given. */
  readonly pacing?: Pacing
  /** The most events of one batch. */
  readonly maxBatch?: number
  /** From how many events on an empty generation is built by copying; 20,000 unless given. */
  readonly longLog?: number
  /** Told what keeps it, each time that it does, and with nothing once it goes on. */
  readonly troubled?: (trouble: PostgresFault | undefined) => void
  /** Told why it has stopped for good. */
  readonly failed?: (failure: ProjectorFailure) => void
  /** Told in words what a person who runs this would want to know. */
  readonly log?: (line: string) => void
  /** Told in words that read models are built, and how far that is. As `log` unless given. */
  readonly say?: (line: string) => void
  /** Told, once each, what somebody has to see to, in words: what is passed over or given up. As `log` unless given. */
  readonly warn?: (line: string) => void
}

/** Milliseconds before it tries again where somebody has to do something first. */
const lastingPause = 30_000

/** A projector at work, or standing by. */
export interface Projector {
  readonly progress: () => Progress
  /** Lets the batch under way come to its end, and gives the lock back. */
  readonly stop: () => Promise<void>
  /** Resolves when it has ended, told to or failed. */
  readonly ended: Promise<void>
}

/** The batch found the checkpoint elsewhere: another projector was at work in between. */
class Overtaken extends Error {}

/**
 * Runs the read models of a group over the log, from their checkpoint on, for as long as it is not stopped. One projector of
 * a generation is active at a time, in whichever process; others stand by. Rows and checkpoint of a
 * batch are committed together, so that each event counts once, however often connections break.
 */
export const runProjector = (options: ProjectorOptions): Projector => {
  const { store, connectionString, generation = ownGeneration(), committed = () => {} } = options
  const { schema, group } = generation
  const { maxBatch = 2_000, log = () => {}, warn = log, say = log } = options
  const { troubled = () => {}, failed = () => {} } = options
  const paced = options.pacing === undefined ? unpaced : pacer(options.pacing)
  const statementOf = statements(generation)
  const notices = noticesTo(warn, generation)
  const following = catchingUp(say, schema)
  let othersTold = false
  const stopping = new AbortController()
  const counted = tally()
  let state: ProjectorState = 'starting'
  let position = 0 as Position
  const building = buildProgress(say, schema)
  let copied: Position | undefined
  let failure: ProjectorFailure | undefined
  let incoming: Intake | undefined
  let sorting: Sorting | undefined
  let committing: Batch | undefined

  const commit = async (session: Session, batch: Batch): Promise<void> => {
    if (!(await session.commit(statementOf(operationsOf(batch), batch))))
      throw new Overtaken(`the checkpoint is no longer at ${batch.from}`)
    troubled(undefined)
    position = batch.to
    counted.add(batch.events)
    following.committed(position, batch.events, batch.until)
    committed(position, batch.events)
  }

  /** Builds an empty generation, where the log is long. Nobody sees any of it before all of it is there. */
  const fill = (lost: AbortSignal): Promise<void> => {
    state = 'running'
    return buildByCopying({
      ...options,
      generation,
      notices,
      warn,
      progress: {
        ...building,
        begin: (from, end) => {
          copied = from
          building.begin(from, end)
        },
      },
      written: (batch) => {
        troubled(undefined)
        copied = batch.to
        counted.add(batch.events)
      },
      ended: AbortSignal.any([stopping.signal, lost]),
    }).finally(() => {
      copied = undefined
    })
  }

  /** Projects until told to stop or the log is closed. Throws whatever else comes in between. */
  const projectIn = async (session: Session): Promise<void> => {
    position = session.checkpoint
    await session.assertSameLog(store)
    state = 'running'
    log(`projecting from position ${position}`)
    following.begin(position)
    // What was in doubt when the connection before was lost is settled now.
    committed(position, 0)
    const subscription = store.subscribe({
      filter: { streamPrefixes },
      ...(position === 0 ? {} : { after: position }),
    })
    const ended = AbortSignal.any([stopping.signal, session.lost])
    for (const each of session.parked) notices.parked(each)
    const { lastRevisions, skipped } = session
    const parked = session.parked.map(({ stream }) => stream)
    sorting = new Sorting({ group, log: store, parked, skipped, lastRevisions, notices })
    incoming = intake(
      subscription,
      position,
      options.pacing?.maxBatch ?? maxBatch,
      ended,
      sorting,
      following.endsAt,
      paced,
    )
    try {
      for (;;) {
        committing = await incoming.take()
        if (committing === undefined) break
        const written = paced.writes()
        await commit(session, committing)
        committing = undefined
        await written(ended)
      }
    } finally {
      committing = undefined
      await incoming.close()
    }
    if (session.lost.aborted && !stopping.signal.aborted) throw new Error('the connection was lost')
  }

  /** One connection's life. True: the projector is done. */
  const once = async (): Promise<boolean> => {
    const onWaiting = (): void => {
      if (state !== 'standing-by') log('another projector is active: standing by')
      state = 'standing-by'
      troubled(undefined)
    }
    const session = await openSession(connectionString, generation, onWaiting, stopping.signal, fill)
    if (session === undefined) return true
    try {
      if (!othersTold) for (const other of await session.others()) warn(explainOther(other))
      othersTold = true
      await projectIn(session)
      return true
    } finally {
      await session.close()
    }
  }

  const run = async (): Promise<void> => {
    let lasting = false
    for (let wait = 50; ; wait = Math.min(wait * 2, 5_000)) {
      const before = counted.projected()
      const wasLasting = lasting
      lasting = false
      try {
        if (await once()) break
      } catch (error) {
        failure = failureOf(error, schema)
        if (failure !== undefined || stopping.signal.aborted) break
        log(`${String(error)}: beginning again from the checkpoint`)
        if (!(error instanceof Overtaken)) {
          const trouble = postgresFault(error)
          lasting = trouble.lasting
          troubled(trouble)
        }
      }
      state = 'retrying'
      if (counted.projected() > before) wait = 50
      // What it relies on is looked at as it begins again: only what is found then, too, is left for long.
      await pause(lasting && wasLasting ? lastingPause : wait, undefined, { signal: stopping.signal }).catch(
        () => {},
      )
      if (stopping.signal.aborted) break
    }
    state = failure === undefined ? 'stopped' : 'failed'
    if (failure === undefined) return
    log(`stopped for good. ${explain(failure)}`)
    failed(failure)
  }

  const ended = run().finally(paced.close)
  return {
    ended,
    stop: async () => {
      stopping.abort()
      await ended
    },
    progress: () => {
      const pending = incoming?.pending()
      const caughtUp = state === 'running' && incoming?.caughtUp() === true
      return {
        state,
        position,
        caughtUp: caughtUp && committing === undefined && pending?.since === undefined,
        lag: lagOf([committing, pending]),
        projected: counted.projected(),
        rate: counted.rate(),
        parked: sorting?.parked ?? 0,
        ...(copied === undefined ? {} : { copied: { to: copied, secondsLeft: building.left() } }),
        ...(failure === undefined ? {} : { failure }),
      }
    },
  }
}
