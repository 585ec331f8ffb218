import { v5 } from 'uuid'
import { certain } from './certain.ts'
import { ChannelId, type CommandId, MessageId, type TenantId, type UserId } from './ids.ts'

/**
 * Names that follow from other names (UUID version 5, RFC 9562): the same command, sent again to any node after
 * any crash, speaks of the same channel, the same message and the same events.
 */
const parley = 'b6f1c3d2-6f0a-5b8e-9a35-5d0f6f3c7e21'

// JSON keeps the parts apart, whatever characters they hold.
const derive = (...parts: ReadonlyArray<string | number>): string => v5(JSON.stringify(parts), parley)

/** The id of the channel that this command of this person creates. */
export const channelIdOf = (tenantId: TenantId, by: UserId, commandId: CommandId): ChannelId =>
  certain(ChannelId, derive('channel', tenantId, by, commandId))

/** The id of the conversation of two people, in whichever order they are named. */
export const conversationIdOf = (tenantId: TenantId, one: UserId, other: UserId): ChannelId =>
  certain(ChannelId, derive('conversation', tenantId, ...[one, other].toSorted()))

/** The id of the message that a person sends to a channel under this `clientMessageId`. */
export const messageIdOf = (
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  clientMessageId: CommandId,
): MessageId => certain(MessageId, derive('message', tenantId, channelId, by, clientMessageId))

/** The id of the event that stands at `index` among those that a command made in a stream. */
export const eventIdOf = (stream: string, by: UserId, commandId: CommandId, index: number): string =>
  derive('event', stream, by, commandId, index)
