import type { Command } from '../commands.ts'
import type { ChannelId, CommandId, FeedId, MessageId, TenantId, UserId } from '../values/ids.ts'
import type { Timestamp } from '../values/timestamp.ts'

/** What has been asked so far: later commands speak of it, else most would be about nothing. */
export interface SoFar {
  readonly commands: Array<Command>
  readonly channelIds: Array<ChannelId>
  /** Those that may have several feeds. */
  readonly withFeeds: Set<ChannelId>
  readonly sent: Map<ChannelId, Array<MessageId>>
  /** The feeds that they were sent to. */
  readonly feeds: Map<MessageId, FeedId>
}

export interface CommandFacts {
  readonly tenantId: TenantId
  readonly channelId: ChannelId
  readonly by: UserId
  readonly commandId: CommandId
  readonly at: Timestamp
}

/** A command that waits for whom, where and when, and for what there is to speak of. */
export type Intent = (facts: CommandFacts, soFar: SoFar) => Command
