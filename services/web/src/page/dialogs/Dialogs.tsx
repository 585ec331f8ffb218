import { Browse } from './Browse.tsx'
import { NewChannel } from './NewChannel.tsx'
import { NewConversation } from './NewConversation.tsx'
import { Profile } from '../people/Profile.tsx'
import { Search } from '../search/Search.tsx'
import { Switcher } from './Switcher.tsx'

/** The dialog that is open. */
export type Opened = 'new-channel' | 'new-conversation' | 'browse' | 'switcher' | 'search' | 'profile' | null
export type Open = (dialog: Opened) => void

interface DialogsProps {
  readonly opened: Opened
  readonly onOpen: Open
}

export const Dialogs = ({ opened, onOpen }: DialogsProps) => {
  const close = (): void => onOpen(null)
  switch (opened) {
    case 'new-channel':
      return <NewChannel onClose={close} />
    case 'new-conversation':
      return <NewConversation onClose={close} />
    case 'browse':
      return <Browse onClose={close} />
    case 'switcher':
      return <Switcher onClose={close} />
    case 'search':
      return <Search onClose={close} />
    case 'profile':
      return <Profile onClose={close} />
    case null:
      return null
  }
}
