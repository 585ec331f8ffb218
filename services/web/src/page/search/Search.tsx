import { maxSearchText } from '@parley/contract'
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react'
import { counted } from '../app/names.ts'
import { go, toMessage } from '../app/route.ts'
import { Said } from '../fields/Said.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { askedOf, nothingSought } from './asked.ts'
import { Filters } from './Filters.tsx'
import { FoundRow } from './FoundRow.tsx'
import { type FoundMessage, useFound } from './use-found.ts'

/** Looks for messages in all of one's channels as one types, and leads to them. */
export const Search = ({ onClose }: { readonly onClose: () => void }) => {
  const ids = useId()
  const [sought, setSought] = useState(nothingSought)
  const [at, setAt] = useState(0)
  const asked = useMemo(() => askedOf(sought), [sought])
  const { found, problem, loading, loadMore } = useFound(asked)
  const messages = found?.messages ?? []
  const chosen = Math.min(at, messages.length - 1)
  useEffect(() => {
    document.getElementById(`${ids}-${chosen}`)?.scrollIntoView({ block: 'nearest' })
  }, [ids, chosen])
  const choose = ({ message }: FoundMessage): void => {
    onClose()
    go(toMessage(message))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    const count = messages.length
    const one = messages[chosen]
    if (event.key === 'ArrowDown') setAt((chosen + 1) % Math.max(count, 1))
    else if (event.key === 'ArrowUp') setAt((chosen + count - 1) % Math.max(count, 1))
    else if (event.key === 'Enter' && one !== undefined) choose(one)
    else return
    event.preventDefault()
  }
  return (
    <Dialog title="Search messages" onClose={onClose} className="search">
      <input
        autoFocus
        role="combobox"
        dir="auto"
        aria-label="What to look for"
        aria-expanded={messages.length > 0}
        aria-controls={`${ids}-list`}
        aria-activedescendant={messages.length > 0 ? `${ids}-${chosen}` : undefined}
        aria-describedby={`${ids}-said`}
        placeholder={'Words, parts of words, or "a phrase"'}
        maxLength={maxSearchText}
        spellCheck={false}
        value={sought.text}
        onChange={({ target }) => {
          setSought({ ...sought, text: target.value })
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <Filters sought={sought} onChange={setSought} />
      <Said id={`${ids}-said`} problem={problem} room={null} />
      <ul
        role="listbox"
        id={`${ids}-list`}
        aria-label="Messages found"
        className="matches"
        aria-busy={loading}
      >
        {messages.map((one, index) => (
          <li
            key={one.message.messageId}
            id={`${ids}-${index}`}
            role="option"
            aria-selected={index === chosen}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(one)}
          >
            <FoundRow found={one} />
          </li>
        ))}
      </ul>
      <p className="hint" role="status">
        {problem === null && hintFor(asked === null, loading, messages.length)}
      </p>
      {found !== null && found.next !== null && !loading && (
        <button type="button" className="quiet" onClick={() => void loadMore()}>
          More messages
        </button>
      )}
    </Dialog>
  )
}

const hintFor = (isBlank: boolean, loading: boolean, count: number): string => {
  if (isBlank) return 'Whole words come first, the latest before others.'
  if (loading) return 'Looking…'
  return count === 0 ? 'Nothing of that was found.' : `${counted(count, 'message')} found.`
}
