import type { ChannelId } from '@parley/domain'
import { useMe } from '../app/client-context.ts'
import type { Open } from '../dialogs/Dialogs.tsx'
import { useCalled, useStatus } from '../people/called.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Mark } from '../ui/Mark.tsx'
import { ConversationList } from './ConversationList.tsx'

const isApple = /Mac|iPhone|iPad/.test(navigator.platform)

interface SidebarProps {
  readonly current: ChannelId | null
  readonly onOpen: Open
  readonly onSignOut: () => void
  readonly onOther: () => void
}

export const Sidebar = ({ current, onOpen, onSignOut, onOther }: SidebarProps) => {
  const me = useMe()
  const called = useCalled(me)
  const status = useStatus(me)
  return (
    <nav className="sidebar" aria-label="Conversations">
      <header>
        <h1>
          <Mark /> Parley
        </h1>
        <IconButton icon="plus" label="New channel" onClick={() => onOpen('new-channel')} />
        <IconButton icon="person" label="New conversation" onClick={() => onOpen('new-conversation')} />
        <IconButton icon="compass" label="Browse channels" onClick={() => onOpen('browse')} />
      </header>
      <button type="button" className="jump" onClick={() => onOpen('switcher')}>
        <Icon name="search" />
        <span>Find a channel or person</span>
        <kbd>{isApple ? '⌘' : 'Ctrl'} K</kbd>
      </button>
      <button type="button" className="jump" onClick={() => onOpen('search')}>
        <Icon name="search" />
        <span>Search messages</span>
        <kbd>{isApple ? '⌘ ⇧ F' : 'Ctrl ⇧ F'}</kbd>
      </button>
      <ConversationList current={current} onOpen={onOpen} />
      {me !== null && (
        <footer>
          <Avatar name={me} size="small" />
          <button
            type="button"
            className="me quiet"
            title={`You are ${me}: your profile`}
            onClick={() => onOpen('profile')}
          >
            <bdi>{called}</bdi>
            {status !== undefined && <bdi className="status">{status}</bdi>}
          </button>
          <IconButton icon="other" label="Be somebody else in this window" onClick={onOther} />
          <button type="button" className="quiet" onClick={onSignOut}>
            <Icon name="out" /> Sign out
          </button>
        </footer>
      )}
    </nav>
  )
}
