import { certain } from '../values/certain.ts'
import { derivedId } from '../values/derived-id.ts'
import { ChannelId, type CommandId, type TenantId, type UserId } from '../values/ids.ts'

/** The id of the channel that this command of this person creates. */
export const channelIdOf = (tenantId: TenantId, by: UserId, commandId: CommandId): ChannelId =>
  certain(ChannelId, derivedId('channel', tenantId, by, commandId))

/** The id of the conversation of two people, in whichever order they are named. */
export const conversationIdOf = (tenantId: TenantId, one: UserId, other: UserId): ChannelId =>
  certain(ChannelId, derivedId('conversation', tenantId, ...[one, other].toSorted()))
