import type { Open } from '../dialogs/Dialogs.tsx'
import { Mark } from '../ui/Mark.tsx'

/** What is shown where no conversation is. */
export const Nothing = ({ onOpen }: { readonly onOpen: Open }) => (
  <div className="nothing">
    <Mark />
    <p>Choose a conversation, or begin one.</p>
    <div className="choices">
      <button type="button" onClick={() => onOpen('new-channel')}>
        New channel
      </button>
      <button type="button" onClick={() => onOpen('new-conversation')}>
        Talk to somebody
      </button>
      <button type="button" onClick={() => onOpen('browse')}>
        Browse channels
      </button>
    </div>
  </div>
)
