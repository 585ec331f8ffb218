import { conversationList } from '@parley/client'
import { UserId } from '@parley/domain'
import { type KeyboardEvent, useId, useState } from 'react'
import { useClient, useMe } from '../app/client-context.ts'
import { nameOf } from '../app/names.ts'
import { go, toChannel } from '../app/route.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Tile } from '../ui/Tile.tsx'
import { matching } from './matching.ts'
import { useTalkTo } from './use-talk-to.ts'

/** The most that are offered at once. */
const most = 8

/** Goes to a channel, or to somebody, by a few letters of the name. */
export const Switcher = ({ onClose }: { readonly onClose: () => void }) => {
  const client = useClient()
  const me = useMe()
  const talkTo = useTalkTo()
  const listId = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const found = matching(conversationList(client.state()), typed).slice(0, most)
  const person = typed.trim()
  const isNew = UserId.is(person) && person !== me && !found.some(({ withUserId }) => withUserId === person)
  const count = found.length + (isNew ? 1 : 0)
  const choose = (index: number): void => {
    const conversation = found[index]
    onClose()
    if (conversation !== undefined) go(toChannel(conversation.channel.channelId))
    else if (isNew) void talkTo(person)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt((at + 1) % Math.max(count, 1))
    else if (event.key === 'ArrowUp') setAt((at + count - 1) % Math.max(count, 1))
    else if (event.key === 'Enter' && count > 0) choose(at)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Jump to" onClose={onClose} className="switcher">
      <input
        autoFocus
        role="combobox"
        aria-label="Channel or person"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={count > 0 ? `${listId}-${at}` : undefined}
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
        {found.map((conversation, index) => (
          <li
            key={conversation.channel.channelId}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(index)}
          >
            <Tile conversation={conversation} />
            <span>{nameOf(conversation)}</span>
            {conversation.unread > 0 && <span className="badge">{conversation.unread}</span>}
          </li>
        ))}
        {isNew && (
          <li
            id={`${listId}-${found.length}`}
            role="option"
            aria-selected={at === found.length}
            onPointerMove={() => setAt(found.length)}
            onClick={() => choose(found.length)}
          >
            <span>
              Talk to <b>{person}</b>
            </span>
          </li>
        )}
      </ul>
    </Dialog>
  )
}
