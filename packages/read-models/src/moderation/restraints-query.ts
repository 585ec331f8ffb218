import type { ResultOf } from '@parley/contract'
import { type ChannelId, retryAtOf } from '@parley/domain'
import type { Action } from '@parley/domain/permissions'
import { rowCodec } from '@parley/projection'
import { type Access, enter, refusalTo } from '../queries/access.ts'
import { type Reading, rowsAs } from '../queries/database.ts'
import type { AnswerTo, Viewer } from '../queries/queries.ts'
import { limitOfAll, ownLimit } from './limits-query.ts'
import { type RatesRow, rates } from './limits.ts'
import { muteOfAll, ownMute } from './mutes-query.ts'

type Restraints = ResultOf<'restraints'>

/** Whoever asks, of which channel, and what they are in it. */
interface Asking {
  readonly reading: Reading
  readonly viewer: Viewer
  readonly channelId: ChannelId
  readonly access: Access
}

/** Whether somebody is not held by what holds all who are in the channel, as commands decide it. */
const isExempt = ({ viewer, channelId, access }: Asking, action: Action): boolean =>
  refusalTo(viewer, channelId, access, action) === undefined

const mutedNow = async (asking: Asking): Promise<Restraints['muted']> => {
  const { reading, viewer, channelId } = asking
  const own = await ownMute(reading, viewer, channelId)
  if (own !== undefined) return { of: 'member', until: own.until }
  const ofAll = await muteOfAll(reading, viewer, channelId)
  return ofAll === undefined || isExempt(asking, 'mute') ? null : { of: 'channel', until: ofAll.until }
}

const RateFound = rowCodec(rates)

const ownRate = async ({ reading, viewer, channelId }: Asking) => {
  const rows = await reading
    .withTables<{ rates: RatesRow }>()
    .selectFrom('rates')
    .selectAll()
    .where('tenant_id', '=', viewer.tenantId)
    .where('channel_id', '=', channelId)
    .where('user_id', '=', viewer.userId)
    .execute()
  return rowsAs(RateFound, rows)[0]
}

const limitedNow = async (asking: Asking): Promise<Restraints['limited']> => {
  const { reading, viewer, channelId, access } = asking
  const own = await ownLimit(reading, viewer, channelId)
  const ofAll = own === undefined ? await limitOfAll(reading, viewer, channelId) : undefined
  const found = own ?? (isExempt(asking, 'setLimits') ? undefined : ofAll)
  if (found === undefined) return null
  const sent = await ownRate(asking)
  const rate = sent && { since: sent.since, count: sent.sent }
  const limit = { limit: found.most, windowSeconds: found.window_seconds }
  return { ...limit, until: found.until, retryAt: retryAtOf(rate, limit, access.now) }
}

/** What keeps whoever asks from saying something now, as commands decide (MUTE-8, LIMIT-8). */
export const restraints: AnswerTo<'restraints'> = async (reading, _schema, viewer, { type, channelId }) => {
  const asking = { reading, viewer, channelId, access: await enter(reading, viewer, channelId) }
  return { type, muted: await mutedNow(asking), limited: await limitedNow(asking) }
}
