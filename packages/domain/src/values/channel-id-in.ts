import type { ChannelId, CommandId } from './ids.ts'

/** The channel that an event or a command names; undefined: it is about none. */
export const channelIdIn = (said: {
  readonly commandId: CommandId
  readonly channelId?: ChannelId
}): ChannelId | undefined => said.channelId
