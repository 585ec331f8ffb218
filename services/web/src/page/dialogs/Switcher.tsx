import { conversationList } from '@parley/client'
import type { UserId } from '@parley/domain'
import { maxSearchLength } from '@parley/contract'
import { type KeyboardEvent, useId, useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { go, toChannel } from '../app/route.ts'
import { personName } from '../fields/takes.ts'
import { usePeople } from '../people/use-people.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { ChoiceRow } from './ChoiceRow.tsx'
import { type Choice, choicesFor } from './choices.ts'
import { Stranger } from './Stranger.tsx'
import { useTalkTo } from './use-talk-to.ts'

/** Goes to a channel, or to somebody who is known here, by a few letters of the name; to anybody else when asked twice. */
export const Switcher = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const me = useMe()
  const talkTo = useTalkTo()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [stranger, setStranger] = useState<UserId | null>(null)
  const read = personName.read(typed)
  const named = read === me ? null : read
  const people = usePeople(typed.trim())
  const choices = choicesFor({ conversations: conversationList(client.state()), typed, named, people })
  const count = choices.length
  const chosen = Math.min(at, count - 1)
  const write = (person: UserId): void => {
    onClose()
    void talkTo(person)
  }
  const choose = (choice: Choice): void => {
    switch (choice.kind) {
      case 'conversation':
        onClose()
        return go(toChannel(choice.conversation.channel.channelId))
      case 'person':
        return write(choice.person)
      case 'stranger':
        return setStranger(choice.person)
      default:
        return choice satisfies never
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const choice = choices[chosen]
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(count, 1))
    else if (event.key === 'ArrowUp') setAt((chosen + count - 1) % Math.max(count, 1))
    else if (event.key === 'Enter' && choice !== undefined) choose(choice)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Jump to" onClose={onClose} className="switcher">
      {stranger === null ? (
        <>
          <input
            autoFocus
            role="combobox"
            dir="auto"
            aria-label="Channel or person"
            aria-expanded={count > 0}
            aria-controls={listId}
            aria-activedescendant={count > 0 ? `${listId}-${chosen}` : undefined}
            placeholder="A channel or a person"
            value={typed}
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={onKeyDown}
          />
          <ul role="listbox" id={listId} aria-label="Matches" className="matches">
            {choices.map((choice, index) => (
              <li
                key={choice.key}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === chosen}
                onPointerMove={() => setAt(index)}
                onClick={() => choose(choice)}
              >
                <ChoiceRow choice={choice} />
              </li>
            ))}
          </ul>
          <p className="hint" role="status">
            {count === 0 && (people === null ? 'Looking…' : nothingWords(typed))}
          </p>
        </>
      ) : (
        <Stranger person={stranger} onWrite={() => write(stranger)} onBack={() => setStranger(null)} />
      )}
    </Dialog>
  )
}

const nothingWords = (typed: string): string =>
  typed.length > maxSearchLength
    ? 'No name is as long as that.'
    : typed.trim() === ''
      ? 'You are in no channel yet.'
      : 'Nothing here is called that.'
