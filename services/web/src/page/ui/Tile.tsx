import type { Conversation } from '@parley/client'
import { type ChannelType, channelTypes } from '@parley/domain/permissions'
import { useClientState } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { isOnline } from '../app/presence.ts'
import { isForReading } from '../details/words.ts'
import { Avatar, hueStyle } from './Avatar.tsx'
import { Icon, type IconName } from './Icon.tsx'

const iconOf = (type: ChannelType): IconName => {
  if (channelTypes[type].visibility === 'hidden') return 'lock'
  return isForReading(type) ? 'horn' : 'hash'
}

/** What stands for a conversation: the other person, or the kind of channel in the colour of its name. */
export const Tile = ({ conversation }: { readonly conversation: Conversation }) => {
  const { channel, withUserId } = conversation
  const online = useClientState(isOnline(withUserId))
  if (channelTypes[channel.channelType].naming === 'members')
    return <Avatar name={nameOf(conversation)} online={withUserId === null ? undefined : online} />
  return (
    <span className="tile" style={hueStyle(nameOf(conversation))} aria-hidden>
      <Icon name={iconOf(channel.channelType)} />
    </span>
  )
}
