import type { ResultOf } from '@parley/contract'
import { retryAtOf } from '@parley/domain'
import type { Action } from '@parley/domain/permissions'
import { rowCodec } from '@parley/projection'
import { type Access, enter, refusalTo } from '../queries/access.ts'
import { rowsAs } from '../queries/database.ts'
import type { AnswerTo } from '../queries/queries.ts'
import type { AskedPlace } from './holding.ts'
import { limitsOfAll, limitsOfPeople } from './limits-query.ts'
import { type RatesRow, rates } from './limits.ts'
import { mutesOfAll, mutesOfPeople } from './mutes-query.ts'

type Restraints = ResultOf<'restraints'>

/** Whoever asks, of which channel, and what they are in it. */
interface Asking extends AskedPlace {
  readonly access: Access
}

/** Whether somebody is not held by what holds all who are in the channel, as commands decide it. */
const isExempt = ({ viewer, channelId, access }: Asking, action: Action): boolean =>
  refusalTo(viewer, channelId, access, action) === undefined

const mutedNow = async (asking: Asking): Promise<Restraints['muted']> => {
  const own = await mutesOfPeople.own(asking)
  if (own !== undefined) return { of: 'member', until: own.until }
  const ofAll = await mutesOfAll.ofChannel(asking)
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
  const own = await limitsOfPeople.own(asking)
  const ofAll = own === undefined ? await limitsOfAll.ofChannel(asking) : undefined
  const found = own ?? (isExempt(asking, 'setLimits') ? undefined : ofAll)
  if (found === undefined) return null
  const sent = await ownRate(asking)
  const rate = sent && { since: sent.since, count: sent.sent }
  const limit = { limit: found.most, windowSeconds: found.window_seconds }
  return { ...limit, until: found.until, retryAt: retryAtOf(rate, limit, asking.access.now) }
}

/** What keeps whoever asks from saying something now, as commands decide (MUTE-8, LIMIT-8). */
export const restraints: AnswerTo<'restraints'> = async (reading, schema, viewer, { type, channelId }) => {
  const asking = { reading, schema, viewer, channelId, access: await enter(reading, viewer, channelId) }
  return { type, muted: await mutedNow(asking), limited: await limitedNow(asking) }
}
