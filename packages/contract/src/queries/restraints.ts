import { ChannelId, LimitCount, Timestamp, Until, WindowSeconds } from '@parley/domain'
import * as t from 'io-ts'
import { queryDefinition } from './query-definition.ts'

/** What keeps somebody from saying anything: a mute of their own or of the channel, until when. */
const HeldView = t.strict(
  { of: t.union([t.literal('member'), t.literal('channel')]), until: Until },
  'HeldView',
)

/** How much somebody may send, until when that holds, and when they may send again; null: now. */
const LimitedView = t.strict(
  {
    limit: LimitCount,
    windowSeconds: WindowSeconds,
    until: Until,
    retryAt: t.union([Timestamp, t.null]),
  },
  'LimitedView',
)

/** What keeps whoever asks from saying something in a channel now: by what they are muted, and limited; null where they are not. */
export const restraints = queryDefinition(
  'restraints',
  { channelId: ChannelId },
  {},
  { muted: t.union([HeldView, t.null]), limited: t.union([LimitedView, t.null]) },
)
