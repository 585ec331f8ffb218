import { ChannelId, type TenantId, UserId } from '@parley/domain'
import * as t from 'io-ts'
import { sql } from 'kysely'
import { refusalsAmong } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { Viewer } from '../queries/queries.ts'
import type { FilesRow } from './table.ts'

/** Somebody named a file in a channel, in a message that stands. */
const Naming = t.type({ channel_id: ChannelId, sender_id: UserId }, 'Naming')
type Naming = t.TypeOf<typeof Naming>

/** The most of them that are looked at: a file that is named more often is found by the first. */
const mostNamings = 1_000

const namingsOf = async (
  reading: Reading,
  schema: string,
  { tenant_id, file_id }: Pick<FilesRow, 'tenant_id' | 'file_id'>,
): Promise<ReadonlyArray<Naming>> => {
  const { rows } = await sql`
    select distinct r.channel_id, r.sender_id
    from ${sql.id(schema, 'file_references')} r
    join ${sql.id(schema, 'messages')} m on m.message_id = r.message_id and m.deleted_at is null
    where r.tenant_id = ${tenant_id} and r.file_id = ${file_id}
    limit ${mostNamings}`.execute(reading)
  return rowsAs(Naming, rows)
}

const membersAmong = async (
  reading: Reading,
  tenantId: TenantId,
  namings: ReadonlyArray<Naming>,
): Promise<ReadonlyArray<Naming>> => {
  const rows = await reading
    .selectFrom('members')
    .select(['channel_id', 'user_id as sender_id'])
    .where('tenant_id', '=', tenantId)
    .where('channel_id', 'in', [...new Set(namings.map(({ channel_id }) => channel_id))])
    .where('user_id', 'in', [...new Set(namings.map(({ sender_id }) => sender_id))])
    .execute()
  return rowsAs(Naming, rows)
}

/**
 * FILE-12: the channels in which a file is shown: where its uploader named it, or somebody did who sees it in one of those.
 * So naming a file by its id, wherever one has it from, shows it to nobody, oneself included.
 */
export const shownIn = (
  uploaderId: UserId,
  namings: ReadonlyArray<Naming>,
  members: ReadonlyArray<Naming>,
): ReadonlySet<ChannelId> => {
  const seers = new Set([uploaderId])
  const shown = new Set<ChannelId>()
  for (let before = -1; before < seers.size + shown.size; ) {
    before = seers.size + shown.size
    for (const { channel_id, sender_id } of namings) if (seers.has(sender_id)) shown.add(channel_id)
    for (const { channel_id, sender_id } of members) if (shown.has(channel_id)) seers.add(sender_id)
  }
  return shown
}

/** FILE-11: whether somebody who did not upload a file sees it in a channel, or it is everybody's of the tenant. */
export const seesIt = async (
  reading: Reading,
  schema: string,
  viewer: Viewer,
  row: FilesRow,
): Promise<boolean> => {
  if (row.access_type === 'public' && viewer.guest !== true) return true
  const namings = await namingsOf(reading, schema, row)
  if (namings.length === 0) return false
  const isHanded = namings.some(({ sender_id }) => sender_id !== row.uploader_id)
  const members = isHanded ? await membersAmong(reading, row.tenant_id, namings) : []
  const shown = [...shownIn(row.uploader_id, namings, members)]
  const refused = await refusalsAmong(reading, viewer, shown)
  return shown.some((channelId) => !refused.has(channelId))
}
