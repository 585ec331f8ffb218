import type { Conversation } from '@parley/client'
import { useClientState } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { isOnline } from '../app/presence.ts'
import { Avatar, hueStyle } from './Avatar.tsx'
import { Icon, type IconName } from './Icon.tsx'

const icons: Readonly<Record<string, IconName>> = { private: 'lock', broadcast: 'horn', standard: 'hash' }

/** What stands for a conversation: the other person, or the kind of channel in the colour of its name. */
export const Tile = ({ conversation }: { readonly conversation: Conversation }) => {
  const { channel, withUserId } = conversation
  const online = useClientState(isOnline(withUserId))
  if (channel.channelType === 'conversation') return <Avatar name={nameOf(conversation)} online={online} />
  return (
    <span className="tile" style={hueStyle(nameOf(conversation))} aria-hidden>
      <Icon name={icons[channel.channelType] ?? 'hash'} />
    </span>
  )
}
