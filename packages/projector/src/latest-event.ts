import { Position, Revision, streamOf, Timestamp } from '@parley/domain'
import {
  column,
  type Operation,
  operations,
  type Projected,
  quoted,
  type Row,
  rowCodec,
  table,
} from '@parley/projection'
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Pool } from 'pg'

/** The newest event that was projected: by it a log is known again. One row. */
export const latestEvent = table({
  name: 'latest_event',
  columns: {
    /** There is one. */
    single: column('boolean', t.boolean),
    stream: column('text', t.string),
    revision: column('bigint', Revision),
    position: column('bigint', Position),
    type: column('text', t.string),
    /** When it happened, as it says itself. */
    at: column('text', Timestamp),
  },
  key: ['single'],
  fillfactor: 10,
})

export type LatestEvent = Row<typeof latestEvent>

const { put } = operations(latestEvent)

export const latestOf = ({ event, revision, position }: Projected): Operation =>
  put({ single: true, stream: streamOf(event), revision, position, type: event.type, at: event.at })

/** Undefined: nothing was projected. Rejects where it can't be read. */
export const readLatestEvent = async (
  client: Pick<Pool, 'query'>,
  schema: string,
): Promise<LatestEvent | undefined> => {
  const { rows }: { rows: unknown } = await client.query(
    `select * from ${quoted(schema)}.${latestEvent.name}`,
  )
  const decoded = t.readonlyArray(rowCodec(latestEvent)).decode(rows)
  if (E.isLeft(decoded)) throw new Error(`not the latest event of schema ${schema}`)
  return decoded.right[0]
}
