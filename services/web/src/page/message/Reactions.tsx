import type { ShownMessage } from '@parley/client'
import type { ReactionName } from '@parley/domain'
import { useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { inKeptOrder } from './kept-order.ts'
import type { May } from './may.ts'
import { Reacted } from './Reacted.tsx'
import { reactedWords } from './reacted-words.ts'
import { useBackToMessage } from './use-back-to-message.ts'

interface ReactionsProps {
  readonly message: ShownMessage
  readonly may: May
}

/** How people reacted; a click joins in, or takes one's own back. Who they are stands in a dialog. */
export const Reactions = ({ message, may }: ReactionsProps) => {
  const client = useClient()
  const act = useAct()
  const me = useMe()
  const [isOpen, setIsOpen] = useState(false)
  const { channelId, messageId, reactions } = message
  useBackToMessage(isOpen, messageId)
  const toggle = (name: ReactionName, mine: boolean): void => {
    const type = mine ? 'RemoveReaction' : 'AddReaction'
    void act(client.command({ type, channelId, messageId, name }))
  }
  return (
    <>
      {reactions.length > 0 && (
        <ul className="reactions" aria-label="Reactions">
          {inKeptOrder(messageId, reactions).map(({ name, count, mine, userIds }) => (
            <li key={name}>
              <button
                type="button"
                aria-pressed={mine}
                title={`${name}: ${reactedWords({ count, mine, userIds }, me)}`}
                aria-label={`${name}, ${count}`}
                disabled={!may.react}
                onClick={() => toggle(name, mine)}
              >
                <bdi className="reaction-name">{name}</bdi> {count}
              </button>
            </li>
          ))}
          <li>
            <IconButton icon="people" label="See everybody" onClick={() => setIsOpen(true)} />
          </li>
        </ul>
      )}
      {isOpen && <Reacted message={message} onClose={() => setIsOpen(false)} />}
    </>
  )
}
