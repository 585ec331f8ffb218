import type { EventStore } from '@parley/event-store'
import type { FoldedBatch } from '@parley/projection'
import {
  foldInto,
  holdCheckpoint,
  operations,
  quoted,
  recordAct,
  restartProjector,
  statements,
} from '@parley/projection'
import { parkedStreams, readParkedStreams, streamCondition, tablesOfStream } from '@parley/read-models'
import type { ParkedStream } from '@parley/read-models'
import * as E from 'fp-ts/lib/Either.js'
import type { Pool } from 'pg'
import type { GroupGeneration } from '../tables.ts'
import { projectStream, readEvents } from './from-log.ts'
import { nameOfSkipped, readSkipped } from './skipped.ts'

/** Which stream of which generation is made anew, and who has it done. */
export interface HealOptions {
  readonly generation: GroupGeneration
  readonly stream: string
  readonly by: string
  /** What it is called on the record: `heal`, or of a stream that was given up `retry`, or `skip` of the event there. */
  readonly act: 'heal' | 'retry' | 'skip'
  readonly why?: string | undefined
}

/** What came of it. */
export interface Healed {
  readonly stream: string
  readonly events: number
  /** Why the stream is given up, where it is still. */
  readonly parked?: string
  /** The event that is skipped from now on. */
  readonly skipped?: ParkedStream
}

const rowsAtOnce = 5_000

/** The rows of a batch in parts, each of which one statement takes. */
const parts = function* (folded: FoldedBatch): Generator<FoldedBatch> {
  // What is cleared is gone already: all rows of the stream are.
  for (const [name, { table, rows }] of folded)
    for (const part of rows.parts(rowsAtOnce)) yield new Map([[name, { table, rows: part, clears: [] }]])
}

const { put } = operations(parkedStreams)

const parkedIn = async (
  client: Pick<Pool, 'query'>,
  schema: string,
  stream: string,
): Promise<ParkedStream | undefined> =>
  (await readParkedStreams(client, schema)).find((one) => one.stream === stream)

/**
 * Makes the rows of a channel, or of a person's inbox, anew from the log, in one transaction; the generation stands
 * still for as long. Left: why not, in words: a stream of which the log has not all keeps its rows. What is skipped stays
 * so in every generation of the group that can't project it.
 */
export const healStream = async (
  store: Pick<EventStore, 'readStream' | 'streamMetadata'>,
  pool: Pool,
  { generation, stream, by, act, why }: HealOptions,
): Promise<E.Either<string, Healed>> => {
  const { schema, group } = generation
  const read = await readEvents(store, stream)
  if (E.isLeft(read)) return read
  const client = await pool.connect()
  try {
    await client.query('begin')
    const position = await holdCheckpoint(client, schema)
    const since = await readEvents(store, stream, read.right.length)
    if (E.isLeft(since)) return since
    const events = [...read.right, ...since.right]
    if (events.length === 0) return E.left(`the log has no event of ${stream}`)
    const skipped = new Set(await readSkipped(client, group))
    const skips = act === 'skip' ? await parkedIn(client, schema, stream) : undefined
    if (act === 'skip' && skips === undefined) return E.left(`${stream} is not given up`)
    if (skips !== undefined) skipped.add(nameOfSkipped(skips))
    const { folded, parked } = await projectStream(group, store, events, position, skipped)
    const condition = streamCondition(stream, group)
    for (const { table } of tablesOfStream(stream, group))
      await client.query(`delete from ${quoted(schema)}.${quoted(table.name)} where ${condition.sql}`, [
        ...condition.values,
      ])
    const given = await client.query(`delete from ${quoted(schema)}.parked_streams where stream = $1`, [
      stream,
    ])
    if (parked !== undefined) foldInto(folded, parkedStreams, [put(parked)])
    const statementOf = statements(generation)
    for (const part of parts(folded))
      await client.query({ ...statementOf(part, { from: position, to: position }), name: '' })
    const healed: Healed = {
      stream,
      events: events.length,
      ...(parked === undefined ? {} : { parked: parked.cause }),
      ...(skips === undefined ? {} : { skipped: skips }),
    }
    const { skipped: _, ...told } = healed
    const detail = { ...skips, ...told, ...(why === undefined ? {} : { why }) }
    await recordAct(client, { by, act, schema, detail })
    await client.query('commit')
    // It remembers which streams are given up.
    if (given.rowCount !== 0 || parked !== undefined) await restartProjector(client, schema)
    return E.right(healed)
  } finally {
    // Whatever is open ends with the connection.
    client.release(true)
  }
}
