import type { Position } from '@parley/domain'
import type { EventStore } from '@parley/event-store'
import { SubscriptionFailed } from '@parley/event-store'
import { postgresFault } from '@parley/postgres'
import {
  type Building,
  buildingOf,
  copier,
  createBuilding,
  finishBuilding,
  howToDrop,
  learnKeys,
  lockForProjecting,
  lookAtBuilding,
  ownConnection,
  SeenKeys,
  takePlace,
} from '@parley/projection'
import { type Group, parkedStreams, readLastRevisions, readParkedStreams } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import pg from 'pg'
import type { Batch } from '../batch.ts'
import { otherLog, ProjectorFailed } from '../failure.ts'
import { latestEvent } from '../latest-event.ts'
import type { Notices } from '../notices.ts'
import { assertSameLog } from '../same-log.ts'
import { readSkipped } from '../streams/skipped.ts'
import type { GroupGeneration } from '../tables.ts'
import { cancelledBy } from './cancelling.ts'
import { copyLog, type CopyLogOptions } from './copy-log.ts'
import type { BuildProgress } from './progress.ts'
import { isLong } from './read-ahead.ts'

/** From so many events on, read models are built by copying. */
const longLog = 20_000

/** Bytes of memory by which rows that were written are known again. */
const bytesOfKeys = 32 * 1024 * 1024

/** What has to be asked of while a generation is built. */
const keptOf = ({ streamPlaces }: Group) => [
  ...streamPlaces.map(({ table }) => table),
  parkedStreams,
  latestEvent,
]

export interface BuildOptions {
  readonly store: Pick<EventStore, 'readAll' | 'readStream' | 'streamMetadata' | 'end'>
  readonly connectionString: string
  /** It is there, and nothing is projected into it yet. */
  readonly generation: GroupGeneration
  readonly notices: Notices
  readonly progress: BuildProgress
  /** Told of each batch that was written. */
  readonly written: (batch: Batch) => void
  readonly warn: (line: string) => void
  readonly ended: AbortSignal
  /** From how many events on it is worth it. */
  readonly longLog?: number
  /** The most events of one batch. */
  readonly maxBatch?: number
}

/**
 * Builds an empty generation from a long log by copying, beside it, and has it take the place of the empty one. Comes
 * back without having done so where the log is not long, or it is told to end: what was written then stays, and the next
 * build goes on there. Rejects where a connection breaks; the next build goes on as well.
 */
export const buildByCopying = async (options: BuildOptions): Promise<void> => {
  const { store, connectionString, generation, ended, progress } = options
  const building = buildingOf(generation, keptOf(generation.group))
  const client = ownConnection(connectionString, 'parley builder', 0)
  // Indexes are made two at a time.
  const other = ownConnection(connectionString, 'parley builder', 0)
  for (const each of [client, other]) each.on('error', () => {})
  try {
    await client.connect()
    if (!(await lockForProjecting(client, building.generation.schema)))
      throw new Error(`another process is at work in schema ${building.generation.schema}`)
    const end = await endOf(store)
    const begin = await beginIn(client, building, end, options)
    if (begin === undefined) return
    progress.begin(begin.position, end)
    if (begin._tag === 'copying') await copy(client, building, { from: begin.position, end }, options)
    if (ended.aborted) return
    await other.connect()
    await cancelledBy(ended, connectionString, [client, other], async () => {
      await finishBuilding([client, other], building, (...step) => {
        ended.throwIfAborted()
        progress.finishing(...step)
      })
      // It waits for those who read what is there.
      if (await takePlace(client, building, generation)) progress.done()
    })
  } catch (error) {
    if (!ended.aborted) throw error
  } finally {
    await Promise.all([client, other].map((each) => each.end().catch(() => {})))
  }
}

interface Begin {
  readonly _tag: 'copying' | 'finishing'
  readonly position: Position
}

const mayNot = '42501'

/** Looks where a build begins, and makes its place; undefined: there is to be none. */
const beginIn = async (
  client: pg.Client,
  building: Building,
  end: Position,
  { store, warn, longLog: long = longLog }: BuildOptions,
): Promise<Begin | undefined> => {
  const { schema } = building.generation
  const seen = await lookAtBuilding(client, building)
  switch (seen._tag) {
    case 'copying':
    case 'finishing':
      await assertSameLog(store, client, schema)
      return seen
    case 'other':
      warn(
        `In schema ${schema} lies something else than this version builds there: read models are built without it, ` +
          `slowly. It stays; ${howToDrop(schema)}.`,
      )
      return undefined
    case 'absent':
      if (!(await isLong(store, end, long))) return undefined
      try {
        await createBuilding(client, building)
      } catch (error) {
        if (!(error instanceof pg.DatabaseError) || error.code !== mayNot) throw error
        warn(
          `Read models are built slowly, since schema ${schema} can't be made: ${postgresFault(error).cause}. ` +
            'It is quicker where the user of DATABASE_URL may create schemas.',
        )
        return undefined
      }
      return { _tag: 'copying', position: 0 as Position }
    default:
      return seen satisfies never
  }
}

const endOf = async (store: Pick<EventStore, 'end'>): Promise<Position> => {
  const end = await store.end()()
  return E.isRight(end) && end.right !== undefined ? end.right : (0 as Position)
}

const copy = async (
  client: pg.Client,
  building: Building,
  { from, end }: Pick<CopyLogOptions, 'from' | 'end'>,
  options: BuildOptions,
): Promise<void> => {
  const { store, notices, progress, ended, maxBatch, generation } = options
  const { group } = generation
  const { schema } = building.generation
  const seen = new SeenKeys(bytesOfKeys)
  if (from > 0) await learnKeys(client, building, seen, ended)
  const parked = await readParkedStreams(client, schema)
  for (const each of parked) notices.parked(each)
  await copyLog({
    group,
    store,
    notices,
    from,
    end,
    ended,
    parked: parked.map(({ stream }) => stream),
    skipped: await readSkipped(client, group),
    lastRevisions: (streams) => readLastRevisions(client, schema, group, streams),
    write: copier(client, building, seen),
    written: (batch) => {
      progress.written(batch)
      options.written(batch)
    },
    ...(maxBatch === undefined ? {} : { maxBatch }),
  }).catch((error: unknown) => {
    if (error instanceof SubscriptionFailed && error.reason._tag === 'Corrupt')
      if (error.reason.unknownPosition !== undefined)
        throw new ProjectorFailed(otherLog(error.reason.cause, schema))
    throw error
  })
}
