import { timestampOf, type UserId } from '@parley/domain'
import {
  type Action,
  type RoleInChannel,
  type ChannelType,
  may,
  permissions,
  type Role,
} from '@parley/domain/permissions'
import type { ChannelView } from '@parley/contract'
import { useMe } from './client-context.ts'

/** A channel, and one's role in it; null where one is no member. */
interface ChannelRole {
  readonly channel: ChannelView
  readonly role: Role | null
}

/** Whether whoever asks may do something, by the rules that the server will judge by. */
export const allows = (who: RoleInChannel<ChannelType>, action: Action): boolean =>
  may(who, action, permissions, timestampOf(new Date())).allowed

const roleIn = ({ channel, role }: ChannelRole, userId: UserId): RoleInChannel<ChannelType> => ({
  userId,
  role,
  channelId: channel.channelId,
  channelType: channel.channelType,
  archived: channel.archived,
})

/** Asks what whoever is signed in may do in one of several channels. Before it is known who that is, nothing. */
export const useMayIn = (): ((channelRole: ChannelRole, action: Action) => boolean) => {
  const me = useMe()
  return (channelRole, action) => me !== null && allows(roleIn(channelRole, me), action)
}

/** As `useMayIn`, of one channel; where there is none, nothing may be done in it. */
export const useMay = (channelRole: ChannelRole | undefined): ((action: Action) => boolean) => {
  const mayIn = useMayIn()
  return (action) => channelRole !== undefined && mayIn(channelRole, action)
}
