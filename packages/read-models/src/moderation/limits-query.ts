import { enter } from '../queries/access.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { holding } from './holding.ts'
import { channelLimits, type ChannelLimitsRow, limits as peopleLimits, type LimitsRow } from './limits.ts'

/** The limits of channels, and of people in channels, that hold now. */
export const limitsOfAll = holding(channelLimits)
export const limitsOfPeople = holding(peopleLimits)

const viewOf = (row: ChannelLimitsRow | LimitsRow) => ({
  limit: row.most,
  windowSeconds: row.window_seconds,
  until: row.until,
  setAt: row.set_at,
  setBy: row.set_by,
})

/** The limits in a channel that hold now, for who may set them there. */
export const limits: AnswerTo<'limits'> = async (reading, schema, viewer, { type, channelId, ...asked }) => {
  await enter(reading, viewer, channelId, 'setLimits')
  const place = { reading, schema, viewer, channelId }
  const ofAll = await limitsOfAll.ofChannel(place)
  const { rows, more } = await limitsOfPeople.page(place, asked)
  return {
    type,
    ofChannel: ofAll === undefined ? null : viewOf(ofAll),
    limits: rows.map((row) => ({ userId: row.user_id, ...viewOf(row) })),
    more,
  }
}
