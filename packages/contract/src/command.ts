import { ChannelId, MessageId, Segment } from '@parley/domain'
import * as t from 'io-ts'

export { WireCommand } from '@parley/domain'

/** What an accepted command came to: the ids that it made, where it made any. */
export const CommandResult = t.exact(
  t.partial({ channelId: ChannelId, messageId: MessageId, segment: Segment }),
  'CommandResult',
)
export type CommandResult = t.TypeOf<typeof CommandResult>
