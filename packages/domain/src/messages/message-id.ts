import { certain } from '../values/certain.ts'
import { derivedId } from '../values/derived-id.ts'
import { type ChannelId, type CommandId, MessageId, type TenantId, type UserId } from '../values/ids.ts'

/** The id of the message that a person sends to a channel under this `clientMessageId`. */
export const messageIdOf = (
  tenantId: TenantId,
  channelId: ChannelId,
  by: UserId,
  clientMessageId: CommandId,
): MessageId => certain(MessageId, derivedId('message', tenantId, channelId, by, clientMessageId))
