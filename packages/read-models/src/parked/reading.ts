import { ownStreamOf } from '@parley/domain'
import * as t from 'io-ts'
import type { Pool } from 'pg'
import { quoted, rowCodec } from '@parley/projection'
import { parkedStreams } from './table.ts'
import type { ParkedStream } from './table.ts'

type Client = Pick<Pool, 'query'>

const Parked = t.array(rowCodec(parkedStreams))

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

/** The last revision that the read models have of each stream; -1 where they have nothing of it. */
export const readLastRevisions = async (
  client: Client,
  schema: string,
  streams: ReadonlyArray<string>,
): Promise<ReadonlyMap<string, number>> => {
  const known = new Map(streams.map((stream) => [stream, -1]))
  const tenants: Record<'channel' | 'inbox', Array<string>> = { channel: [], inbox: [] }
  const [ids, numbers] = [
    { channel: new Array<string>(), inbox: new Array<string>() },
    { channel: new Array<number>(), inbox: new Array<number>() },
  ]
  for (const [n, stream] of streams.entries()) {
    const own = ownStreamOf(stream)
    if (own === undefined) continue
    tenants[own.kind].push(own.tenantId)
    ids[own.kind].push(own.kind === 'channel' ? own.channelId : own.userId)
    numbers[own.kind].push(n)
  }
  const { rows }: { rows: unknown } = await client.query(
    `select n, revision::float8 from ${quoted(schema)}.channels
       join unnest($1::text[], $2::uuid[], $3::int[]) as k (tenant_id, channel_id, n) using (tenant_id, channel_id)
     union all
     select n, revision::float8 from ${quoted(schema)}.inboxes
       join unnest($4::text[], $5::text[], $6::int[]) as k (tenant_id, user_id, n) using (tenant_id, user_id)`,
    [tenants.channel, ids.channel, numbers.channel, tenants.inbox, ids.inbox, numbers.inbox],
  )
  if (!Revisions.is(rows)) throw new Error(`no revisions: ${JSON.stringify(rows)}`)
  for (const { n, revision } of rows) {
    const stream = streams[n]
    if (stream !== undefined) known.set(stream, revision)
  }
  return known
}
