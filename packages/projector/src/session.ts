import { setTimeout as pause } from 'node:timers/promises'
import type { Position } from '@parley/domain'
import {
  buildGeneration,
  lockForProjecting,
  otherSchemas,
  ownConnection,
  readCheckpoint,
} from '@parley/projection'
import type { OtherSchema, Statement } from '@parley/projection'
import { readLastRevisions, readParkedStreams } from '@parley/read-models'
import type { ParkedStream } from '@parley/read-models'
import { assertSameLog } from './same-log.ts'
import { readSkipped } from './streams/skipped.ts'
import { type GroupGeneration, groupOfSchema } from './tables.ts'

/** The connection of the one projector that is active: it holds the lock as long as it lasts. */
export interface Session {
  readonly checkpoint: Position
  /** Throws where the log is not the one that was projected. */
  readonly assertSameLog: (log: Parameters<typeof assertSameLog>[0]) => Promise<void>
  /** Read models of the group in the same database that are of another build; none where the database does not tell. */
  readonly others: () => Promise<ReadonlyArray<OtherSchema>>
  /** The streams that were given up. */
  readonly parked: ReadonlyArray<ParkedStream>
  /** The events that operators have had skipped. */
  readonly skipped: ReadonlySet<string>
  /** The last revision that the read models have of each stream; -1 where they have nothing of it. */
  readonly lastRevisions: (streams: ReadonlyArray<string>) => Promise<ReadonlyMap<string, number>>
  /** Aborted when the connection is gone. */
  readonly lost: AbortSignal
  /** Runs a batch's statement. False: the checkpoint was not where the batch began, and nothing was done. */
  readonly commit: (statement: Statement) => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Milliseconds between two tries for the lock. It is not waited for in a statement, which would hold back vacuum. */
const lockEvery = 250

/**
 * Connects and waits until no other projector of this generation is active, in whichever process; nothing where
 * `stopping` comes first. Builds the generation, empty, where it is not there; `fill` may have it filled while nothing is
 * projected into it yet, until `lost`.
 */
export const openSession = async (
  connectionString: string,
  generation: GroupGeneration,
  onWaiting: () => void,
  stopping: AbortSignal,
  fill: (lost: AbortSignal) => Promise<void>,
): Promise<Session | undefined> => {
  const { schema, group } = generation
  const client = ownConnection(connectionString, 'parley projector')
  const gone = new AbortController()
  client.on('error', () => gone.abort())
  client.on('end', () => gone.abort())
  const close = (): Promise<void> => client.end().catch(() => {})
  try {
    await client.connect()
    while (!(await lockForProjecting(client, schema))) {
      onWaiting()
      await pause(lockEvery, undefined, { signal: stopping }).catch(() => {})
      if (stopping.aborted) {
        await close()
        return undefined
      }
    }
    await buildGeneration(connectionString, generation)
    if ((await readCheckpoint(client, schema)) === 0) await fill(gone.signal)
    return {
      checkpoint: await readCheckpoint(client, schema),
      assertSameLog: (log) => assertSameLog(log, client, schema),
      others: async () => {
        const others = await otherSchemas(client, schema).catch(() => [])
        return others.filter((other) => groupOfSchema(other.schema) === group.name)
      },
      parked: await readParkedStreams(client, schema),
      skipped: await readSkipped(client, group),
      lastRevisions: (streams) => readLastRevisions(client, schema, group, streams),
      lost: gone.signal,
      commit: async (statement) => (await client.query(statement)).rowCount === 1,
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}
