import type { RowsAsOf, RowSource } from '@parley/commands'
import { kindOf } from '@parley/domain'
import type { Position, StreamAddress, StreamKind } from '@parley/domain'
import {
  answering,
  FoundRows,
  type Looked,
  lookUpParameters,
  lookUpStatement,
  prepared,
  type Question,
  type StreamPlace,
} from '@parley/projection'
import type { Pool } from 'pg'
import { readModels, streamPlaces } from '../read-models.ts'
import { asking, defaultInFlight } from './asking.ts'

/** What a row source looks up with: a `lookUpPool`, and the schema of the generation in use. */
export interface RowSourceOptions {
  readonly pool: Pool
  readonly schema: string
  readonly inFlight?: number
}

const asOf = ({ place, rows }: Looked): RowsAsOf =>
  place === undefined ? { revision: 'no-stream', position: 0 as Position, rows } : { ...place, rows }

/** Asks of streams of one kind: rows and revision of one snapshot. */
const sourceOf = ({ pool, schema, inFlight = defaultInFlight }: RowSourceOptions, place: StreamPlace) => {
  const reads = readModels
    .flatMap(({ decisions = [] }) => decisions)
    .filter(({ kind }) => kind.stream === place.kind.kind)
  const statement = prepared(lookUpStatement(schema, place, reads))
  const answers = answering(reads)
  return asking(async (questions: ReadonlyArray<Question>) => {
    const values = lookUpParameters(place, reads, questions)
    const { rows }: { rows: unknown } = await pool.query({ ...statement, values })
    if (!FoundRows.is(rows)) throw new Error(`no rows of a ${place.kind.kind}`)
    return answers(questions, rows).map(asOf)
  }, inFlight)
}

const addressOf = (stream: StreamAddress, { id }: StreamKind): Question['address'] => {
  const fields: Readonly<Record<string, string>> = { ...stream }
  return [stream.tenantId, fields[id] ?? '']
}

/** What decisions need to know, from the read models. */
export const rowSource = (options: RowSourceOptions): RowSource => {
  const sources = new Map(streamPlaces.map((place) => [place.kind, sourceOf(options, place)]))
  return {
    load: (stream, keys) => {
      const kind = kindOf(stream)
      const ask = sources.get(kind)
      if (ask === undefined) throw new Error(`no read model says how far a ${kind.kind} is`)
      return ask({ address: addressOf(stream, kind), keys })
    },
  }
}
