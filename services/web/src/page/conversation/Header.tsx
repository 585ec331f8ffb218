import type { Conversation } from '@parley/client'
import { useClientState } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { isOnline } from '../app/presence.ts'
import { go, type Route, toChannel, toDetails, toNowhere } from '../app/route.ts'
import { useNameOf, useStatus } from '../people/called.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Tile } from '../ui/Tile.tsx'

interface HeaderProps {
  readonly conversation: Conversation
  readonly route: Route
}

export const Header = ({ conversation, route }: HeaderProps) => {
  const { channel, withUserId } = conversation
  const online = useClientState((state) => state.online.get(channel.channelId))
  const isThere = useClientState(isOnline(withUserId))
  const name = useNameOf(conversation)
  const status = useStatus(withUserId)
  const people =
    withUserId === null
      ? `${counted(channel.memberCount, 'member')}, ${online?.size ?? 0} online`
      : isThere
        ? 'Online'
        : 'Not here just now'
  const to = route.details ? toChannel(channel.channelId) : toDetails(channel.channelId)
  return (
    <header className="bar">
      <IconButton icon="back" label="Back to the list" className="back" onClick={() => go(toNowhere)} />
      <Tile conversation={conversation} />
      <div className="bar-words">
        <h2 dir="auto" title={withUserId ?? name}>
          {name}
        </h2>
        <p>
          <span className="people">{people}</span>
          {status !== undefined && (
            <bdi className="status" title={status}>
              {status}
            </bdi>
          )}
          {channel.description !== '' && (
            <bdi className="about" title={channel.description}>
              {channel.description}
            </bdi>
          )}
        </p>
      </div>
      <IconButton
        icon="people"
        label={withUserId === null ? 'Members and details' : 'Details'}
        aria-expanded={route.details}
        onClick={() => go(to)}
      />
    </header>
  )
}
