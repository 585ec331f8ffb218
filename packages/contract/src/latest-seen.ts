import { ChannelId, Position, Revision, Timestamp } from '@parley/domain'
import * as t from 'io-ts'

/** The latest event of a channel that a client knows of: the one with the highest position of all that it holds. */
export const LatestSeen = t.strict(
  { channelId: ChannelId, revision: Revision, position: Position, at: Timestamp },
  'LatestSeen',
)
export type LatestSeen = t.TypeOf<typeof LatestSeen>
