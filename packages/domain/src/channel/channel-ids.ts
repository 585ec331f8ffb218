import { certain } from '../values/certain.ts'
import { derivedId } from '../values/derived-id.ts'
import { ChannelId, type CommandId, type TenantId, type UserId } from '../values/ids.ts'
import type { OuterId } from './relations.ts'

/** The id of the channel that this command of this person creates. */
export const channelIdOf = (tenantId: TenantId, by: UserId, commandId: CommandId): ChannelId =>
  certain(ChannelId, derivedId('channel', tenantId, by, commandId))

/** The id of the one channel of a community. */
export const communityChannelIdOf = (tenantId: TenantId, communityId: OuterId): ChannelId =>
  certain(ChannelId, derivedId('community', tenantId, communityId))

/** The id of the conversation of these people, in whichever order they are named; each counts once. */
export const conversationIdOf = (tenantId: TenantId, ...people: ReadonlyArray<UserId>): ChannelId =>
  certain(ChannelId, derivedId('conversation', tenantId, ...[...new Set(people)].toSorted()))
