import { maxPageBytes } from '@parley/contract'
import { Revision } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { inKeptFeed } from '../feeds/kept.ts'
import { enter } from '../queries/access.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { Rejected } from '../queries/rejecting.ts'

/** Of a message so many versions are told, the latest. */
const mostVersions = 30

const Found = t.type({ revision: Revision, deleted: t.boolean }, 'Sent')
const Edited = t.type({ revision: Revision }, 'Edited')

/** VERSION-1 to VERSION-3: what a message said before, as the log has it; nothing of one that was deleted. */
export const versions: AnswerTo<'versions'> = async (reading, schema, viewer, query, { texts }) => {
  const { type, channelId, messageId } = query
  const { tenantId } = viewer
  await enter(reading, viewer, channelId)
  const table = (name: string) => sql.id(schema, name)
  const sent = await sql`
    select m.revision, m.deleted_at is not null as deleted from ${table('messages')} m
    where m.message_id = ${messageId} and m.tenant_id = ${tenantId} and m.channel_id = ${channelId}
      and ${inKeptFeed(schema)}`.execute(reading)
  const [message] = rowsAs(Found, sent.rows)
  if (message === undefined) throw new Rejected({ _tag: 'MessageNotFound', messageId })
  if (message.deleted) return { type, messageId, versions: [], more: false }
  const edited = await sql`
    select e.revision from ${table('edits')} e
    where e.message_id = ${messageId} and e.tenant_id = ${tenantId} and e.channel_id = ${channelId}
    order by e.revision desc limit ${mostVersions + 2}`.execute(reading)
  // What it says now is no version of before.
  const [, ...before] = [...rowsAs(Edited, edited.rows), message].map(({ revision }) => revision)
  const asked = { tenantId, channelId, messageId, revisions: before.slice(0, mostVersions) }
  const found = asked.revisions.length === 0 ? [] : await texts(asked)
  let bytes = 0
  const fitting = found.filter((one, n) => {
    bytes += Buffer.byteLength(JSON.stringify(one))
    return n === 0 || bytes <= maxPageBytes
  })
  return {
    type,
    messageId,
    versions: fitting,
    more: before.length > asked.revisions.length || fitting.length < found.length,
  }
}
