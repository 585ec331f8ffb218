import { defaultPage } from '@parley/contract'
import type { ChannelId } from '@parley/domain'
import { rowCodec } from '@parley/projection'
import { enter, now } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import {
  channelMutes as channelTable,
  type ChannelMutesRow,
  mutes as peopleTable,
  type MutesRow,
} from './mutes.ts'

const MuteFound = rowCodec(peopleTable)
const ChannelMuteFound = rowCodec(channelTable)

const inUse = (reading: Reading) => reading.withTables<{ mutes: MutesRow; channel_mutes: ChannelMutesRow }>()

/** The mutes of people in a channel that hold now. */
const mutesIn = (reading: Reading, { tenantId }: Viewer, channelId: ChannelId) =>
  inUse(reading)
    .selectFrom('mutes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))

/** The mute of a channel that holds now; undefined where there is none. */
export const muteOfAll = async (reading: Reading, { tenantId }: Viewer, channelId: ChannelId) => {
  const rows = await inUse(reading)
    .selectFrom('channel_mutes')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute()
  return rowsAs(ChannelMuteFound, rows)[0]
}

/** The mute of whoever asks that holds now; undefined where there is none. */
export const ownMute = async (reading: Reading, viewer: Viewer, channelId: ChannelId) => {
  const rows = await mutesIn(reading, viewer, channelId).where('user_id', '=', viewer.userId).execute()
  return rowsAs(MuteFound, rows)[0]
}

const viewOf = (row: ChannelMutesRow | MutesRow) => ({
  until: row.until,
  mutedAt: row.muted_at,
  mutedBy: row.muted_by,
  reason: row.reason,
})

/** The mutes of a channel that hold now, for who may mute there. */
export const mutes: AnswerTo<'mutes'> = async (reading, _schema, viewer, { type, channelId, ...query }) => {
  await enter(reading, viewer, channelId, 'mute')
  const limit = query.limit ?? defaultPage
  const ofAll = await muteOfAll(reading, viewer, channelId)
  const rows = await mutesIn(reading, viewer, channelId)
    .$if(query.after !== undefined, (all) => all.where('user_id', '>', query.after ?? viewer.userId))
    .orderBy('user_id')
    .limit(limit + 1)
    .execute()
  return {
    type,
    ofChannel: ofAll === undefined ? null : viewOf(ofAll),
    mutes: rowsAs(MuteFound, rows)
      .slice(0, limit)
      .map((row) => ({ userId: row.user_id, ...viewOf(row) })),
    more: rows.length > limit,
  }
}
