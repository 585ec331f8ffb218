import { addressOf } from '@parley/domain'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted } from '@parley/projection'
import type { Group } from '../group.ts'
import { ParkedStreamCodec } from './table.ts'
import type { ParkedStream } from './table.ts'

type Client = Pick<Pool, 'query'>

const Parked = t.array(ParkedStreamCodec)

/** All streams that are given up. */
export const readParkedStreams = async (
  client: Client,
  schema: string,
): Promise<ReadonlyArray<ParkedStream>> => {
  const { rows }: { rows: unknown } = await client.query(`select * from ${quoted(schema)}.parked_streams`)
  if (!Parked.is(rows)) throw new Error(`no rows of ${schema}.parked_streams: ${JSON.stringify(rows)}`)
  return rows
}

const Revisions = t.array(t.type({ n: t.number, revision: t.number }))

/** The last revision that the read models of a group have of each stream; -1 where they have nothing of it. */
export const readLastRevisions = async (
  client: Client,
  schema: string,
  { streamPlaces }: Pick<Group, 'streamPlaces'>,
  streams: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, number>> => {
  const known = new Map(streams.map((stream) => [stream, -1]))
  const addresses = streams.flatMap((stream, n) => {
    const address: Readonly<Record<string, string>> | undefined = addressOf(stream)
    return address === undefined ? [] : [{ n, address }]
  })
  for (const { kind, table, address } of streamPlaces) {
    const [tenant, id] = address.map(quoted)
    const asked = addresses.filter((one) => one.address['kind'] === kind.kind)
    if (asked.length === 0) continue
    const column = table.columns[address[1]]
    if (column === undefined) throw new Error(`${table.name} has no column ${address[1]}`)
    const { rows }: { rows: unknown } = await client.query(
      `select k.n, r.revision::float8 from ${quoted(schema)}.${quoted(table.name)} r
         join unnest($1::text[], $2::text[], $3::int[]) as k (tenant_id, id, n)
         on r.${tenant} = k.tenant_id and r.${id} = k.id::${column.pg}`,
      [
        asked.map((one) => one.address['tenantId']),
        asked.map((one) => one.address[kind.id]),
        asked.map(({ n }) => n),
      ],
    )
    if (!Revisions.is(rows)) throw new Error(`no revisions: ${JSON.stringify(rows)}`)
    for (const { n, revision } of rows) {
      const stream = streams[n]
      if (stream !== undefined) known.set(stream, revision)
    }
  }
  return known
}
