import { enter } from '../queries/access.ts'
import type { AnswerTo } from '../queries/queries.ts'
import { holding } from './holding.ts'
import { channelMutes, type ChannelMutesRow, mutes as peopleMutes, type MutesRow } from './mutes.ts'

/** The mutes of channels, and of people in channels, that hold now. */
export const mutesOfAll = holding(channelMutes)
export const mutesOfPeople = holding(peopleMutes)

const viewOf = (row: ChannelMutesRow | MutesRow) => ({
  until: row.until,
  mutedAt: row.muted_at,
  mutedBy: row.muted_by,
  reason: row.reason,
})

/** The mutes of a channel that hold now, for who may mute there. */
export const mutes: AnswerTo<'mutes'> = async (reading, schema, viewer, { type, channelId, ...asked }) => {
  await enter(reading, viewer, channelId, 'mute')
  const place = { reading, schema, viewer, channelId }
  const ofAll = await mutesOfAll.ofChannel(place)
  const { rows, more } = await mutesOfPeople.page(place, asked)
  return {
    type,
    ofChannel: ofAll === undefined ? null : viewOf(ofAll),
    mutes: rows.map((row) => ({ userId: row.user_id, ...viewOf(row) })),
    more,
  }
}
