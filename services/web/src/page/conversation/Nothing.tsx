import type { Open } from '../dialogs/Dialogs.tsx'
import { Mark } from '../ui/Mark.tsx'

interface NothingProps {
  readonly onOpen: Open
  /** The address names something that this page does not know. */
  readonly lost: boolean
}

/** What is shown where no conversation is. */
export const Nothing = ({ onOpen, lost }: NothingProps) => (
  <div className="nothing">
    <Mark />
    {lost && <p>This address leads to nothing here.</p>}
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
