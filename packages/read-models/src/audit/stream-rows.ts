import { addressOf } from '@parley/domain'
import { quoted } from '@parley/projection'
import type { AnyRow, MemoryTables, ReadModel, StreamPlace } from '@parley/projection'
import { sql } from 'kysely'
import * as t from 'io-ts'
import { parkedStreams, type ParkedStream } from '../parked/table.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Group } from '../group.ts'
import { core, placeIn } from '../groups.ts'
import type { Difference } from './differences.ts'
import { rowsByKey } from './rows-by-key.ts'

interface Addressed {
  readonly place: StreamPlace
  readonly tenantId: string
  readonly id: string
}

const addressed = (group: Group, stream: string): Addressed => {
  const address: Readonly<Record<string, string>> | undefined = addressOf(stream)
  const place = placeIn(group, stream)
  const tenantId = address?.['tenantId']
  const id = place === undefined ? undefined : address?.[place.kind.id]
  if (place === undefined || tenantId === undefined || id === undefined)
    throw new Error(`${stream} is no stream of Parley's`)
  return { place, tenantId, id }
}

/** The read models whose rows each come from one stream of this kind: those that have its address among their columns. */
export const tablesOfStream = (stream: string, group = core): ReadonlyArray<ReadModel> => {
  const { place } = addressed(group, stream)
  return group.readModels.filter(
    ({ stream: kind, table }) =>
      kind?.kind === place.kind.kind && place.address.every((column) => Object.hasOwn(table.columns, column)),
  )
}

/** Which rows of such a table are of this stream, as SQL with two parameters. */
export const streamCondition = (
  stream: string,
  group = core,
): { readonly sql: string; readonly values: readonly [string, string] } => {
  const { place, tenantId, id } = addressed(group, stream)
  const [tenant, own] = place.address
  const pg = place.table.columns[own]?.pg ?? 'text'
  return { sql: `${quoted(tenant)} = $1 and ${quoted(own)} = $2::${pg}`, values: [tenantId, id] }
}

/** All rows of one stream, as they would stand in memory. */
export const readRowsOfStream = async (
  reading: Reading,
  schema: string,
  stream: string,
  group = core,
): Promise<MemoryTables> => {
  const { place, tenantId, id } = addressed(group, stream)
  const [tenant, own] = place.address
  const tables: MemoryTables = new Map()
  for (const { table } of tablesOfStream(stream, group)) {
    const { rows } = await sql`select * from ${sql.id(schema, table.name)}
      where ${sql.id(tenant)} = ${tenantId} and ${sql.id(own)} = ${id}`.execute(reading)
    tables.set(table.name, rowsByKey(table, rows))
  }
  return tables
}

const Revisions = t.type({ revision: t.number, cause: t.string })
type Parked = Pick<ParkedStream, 'revision' | 'cause'>

/** Where a stream was given up in the read models; undefined: nowhere. */
export const parkedOf = async (
  reading: Reading,
  schema: string,
  stream: string,
): Promise<t.TypeOf<typeof Revisions> | undefined> => {
  const { rows } = await sql`select revision, cause from ${sql.id(schema, parkedStreams.name)}
    where stream = ${stream}`.execute(reading)
  return rowsAs(Revisions, rows)[0]
}

/** Whether a stream is given up in one of the two alone, or elsewhere. */
export const parkedDifference = (
  stream: string,
  fromLog: Parked | undefined,
  stored: t.TypeOf<typeof Revisions> | undefined,
): ReadonlyArray<Difference> => {
  if (fromLog?.revision === stored?.revision) return []
  const row = (parked: { readonly revision: number; readonly cause: string }): AnyRow => ({
    stream,
    revision: parked.revision,
    cause: parked.cause,
  })
  return [
    {
      table: parkedStreams.name,
      key: `${stream}\n`,
      ...(fromLog === undefined ? {} : { fromLog: row(fromLog) }),
      ...(stored === undefined ? {} : { stored: row(stored) }),
    },
  ]
}
