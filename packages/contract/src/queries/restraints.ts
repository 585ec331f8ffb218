import { ChannelId, Until } from '@parley/domain'
import * as t from 'io-ts'
import { queryDefinition } from './query-definition.ts'

/** What keeps somebody from saying anything: a mute of their own or of the channel, until when. */
const HeldView = t.strict(
  { of: t.union([t.literal('member'), t.literal('channel')]), until: Until },
  'HeldView',
)

/** What keeps whoever asks from saying anything in a channel: by what they are muted now; null where they are not. */
export const restraints = queryDefinition(
  'restraints',
  { channelId: ChannelId },
  {},
  { muted: t.union([HeldView, t.null]) },
)
