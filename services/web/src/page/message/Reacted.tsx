import type { ShownMessage } from '@parley/client'
import type { ReactionView } from '@parley/contract'
import { useState } from 'react'
import { useMe } from '../app/client-context.ts'
import { counted } from '../app/names.ts'
import { Said } from '../fields/Said.tsx'
import { Avatar } from '../ui/Avatar.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { inKeptOrder } from './kept-order.ts'
import { useReacted } from './use-reacted.ts'
import { Called } from '../people/Called.tsx'

interface ReactedProps {
  readonly message: ShownMessage
  readonly onClose: () => void
}

/** Everybody who reacted to a message, by the name that is chosen. */
export const Reacted = ({ message, onClose }: ReactedProps) => {
  const reactions = inKeptOrder(message.messageId, message.reactions)
  const [name, setName] = useState(reactions[0]?.name)
  // The last with a name may go while one looks.
  const chosen = reactions.find((reaction) => reaction.name === name) ?? reactions[0]
  return (
    <Dialog title="Reactions" onClose={onClose}>
      <ul className="reactions" aria-label="Reactions">
        {reactions.map((reaction) => (
          <li key={reaction.name}>
            <button
              type="button"
              aria-pressed={reaction === chosen}
              aria-label={`${reaction.name}, ${reaction.count}`}
              onClick={() => setName(reaction.name)}
            >
              <bdi className="reaction-name">{reaction.name}</bdi> {reaction.count}
            </button>
          </li>
        ))}
      </ul>
      {chosen === undefined ? (
        <p className="hint">Nobody reacts to this any more.</p>
      ) : (
        <People key={chosen.name} message={message} reaction={chosen} />
      )}
    </Dialog>
  )
}

interface PeopleProps {
  readonly message: ShownMessage
  readonly reaction: ReactionView
}

const People = ({ message, reaction: { name, count } }: PeopleProps) => {
  const me = useMe()
  const { found, problem, loadMore } = useReacted(message, name)
  return (
    <section className="reacted" aria-label={`Who reacted with ${name}`}>
      <h3>{counted(count, 'person', 'people')}</h3>
      <Said id={`who-${message.messageId}`} problem={problem} room={null} />
      <ul aria-busy={found === null}>
        {found?.people.map((userId) => (
          <li className="member" key={userId}>
            <Avatar name={userId} size="small" />
            <span className="member-name" title={userId}>
              <Called userId={userId} withId />
              {userId === me && <i> (you)</i>}
            </span>
          </li>
        ))}
      </ul>
      {found?.more === true && (
        <button type="button" className="quiet" onClick={loadMore}>
          More people
        </button>
      )}
    </section>
  )
}
