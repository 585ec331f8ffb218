import { defaultPage } from '@parley/contract'
import type { ChannelId } from '@parley/domain'
import { rowCodec } from '@parley/projection'
import { enter, now } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import {
  channelLimits as channelTable,
  type ChannelLimitsRow,
  limits as peopleTable,
  type LimitsRow,
} from './limits.ts'

const LimitFound = rowCodec(peopleTable)
const ChannelLimitFound = rowCodec(channelTable)

const inUse = (reading: Reading) =>
  reading.withTables<{ limits: LimitsRow; channel_limits: ChannelLimitsRow }>()

const limitsIn = (reading: Reading, { tenantId }: Viewer, channelId: ChannelId) =>
  inUse(reading)
    .selectFrom('limits')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))

/** The limit of a channel that holds now; undefined where there is none. */
export const limitOfAll = async (reading: Reading, { tenantId }: Viewer, channelId: ChannelId) => {
  const rows = await inUse(reading)
    .selectFrom('channel_limits')
    .selectAll()
    .where('tenant_id', '=', tenantId)
    .where('channel_id', '=', channelId)
    .where((eb) => eb.or([eb('until', 'is', null), eb('until', '>', now)]))
    .execute()
  return rowsAs(ChannelLimitFound, rows)[0]
}

/** The limit of whoever asks that holds now; undefined where there is none. */
export const ownLimit = async (reading: Reading, viewer: Viewer, channelId: ChannelId) => {
  const rows = await limitsIn(reading, viewer, channelId).where('user_id', '=', viewer.userId).execute()
  return rowsAs(LimitFound, rows)[0]
}

const viewOf = (row: ChannelLimitsRow | LimitsRow) => ({
  limit: row.most,
  windowSeconds: row.window_seconds,
  until: row.until,
  setAt: row.set_at,
  setBy: row.set_by,
})

/** The limits in a channel that hold now, for who may set them there. */
export const limits: AnswerTo<'limits'> = async (reading, _schema, viewer, { type, channelId, ...query }) => {
  await enter(reading, viewer, channelId, 'setLimits')
  const limit = query.limit ?? defaultPage
  const ofAll = await limitOfAll(reading, viewer, channelId)
  const rows = await limitsIn(reading, viewer, channelId)
    .$if(query.after !== undefined, (all) => all.where('user_id', '>', query.after ?? viewer.userId))
    .orderBy('user_id')
    .limit(limit + 1)
    .execute()
  return {
    type,
    ofChannel: ofAll === undefined ? null : viewOf(ofAll),
    limits: rowsAs(LimitFound, rows)
      .slice(0, limit)
      .map((row) => ({ userId: row.user_id, ...viewOf(row) })),
    more: rows.length > limit,
  }
}
