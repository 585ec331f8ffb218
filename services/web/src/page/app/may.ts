import { timestampOf, type UserId } from '@parley/domain'
import {
  type Action,
  type Asker,
  type ChannelType,
  may,
  permissions,
  type Role,
} from '@parley/domain/permissions'
import type { ChannelView } from '@parley/contract'
import { useMe } from './client-context.ts'

/** A channel, and one's role in it; null where one is no member. */
interface Place {
  readonly channel: ChannelView
  readonly role: Role | null
}

/** Whether whoever asks may do something, by the rules that the server will judge by. */
export const allows = (asker: Asker<ChannelType>, action: Action): boolean =>
  may(asker, action, permissions, timestampOf(new Date())).allowed

const askerIn = ({ channel, role }: Place, userId: UserId): Asker<ChannelType> => ({
  userId,
  role,
  channelId: channel.channelId,
  channelType: channel.channelType,
  archived: channel.archived,
})

/** Asks what whoever is signed in may do in one of several channels. Before it is known who that is, nothing. */
export const useMayIn = (): ((place: Place, action: Action) => boolean) => {
  const me = useMe()
  return (place, action) => me !== null && allows(askerIn(place, me), action)
}

/** As `useMayIn`, of one channel; where there is none, nothing may be done in it. */
export const useMay = (place: Place | undefined): ((action: Action) => boolean) => {
  const mayIn = useMayIn()
  return (action) => place !== undefined && mayIn(place, action)
}
