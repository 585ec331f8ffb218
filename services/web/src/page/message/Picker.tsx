import type { ShownMessage } from '@parley/client'
import { ReactionName } from '@parley/domain'
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'

const offered = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🤔', '🚀', '☕', '💡', '👋']

interface PickerProps {
  readonly message: ShownMessage
  readonly onDone: () => void
}

/** A reaction to choose, or any word to react with. */
export const Picker = ({ message, onDone }: PickerProps) => {
  const client = useClient()
  const act = useAct()
  const [word, setWord] = useState('')
  const [above, setAbove] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    setAbove(box.getBoundingClientRect().bottom > innerHeight - 90)
    box.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  const { channelId, messageId } = message
  const react = (name: string): void => {
    if (!ReactionName.is(name)) return
    void act(client.command({ type: 'AddReaction', channelId, messageId, name }))
    onDone()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    react(word.trim())
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.preventDefault()
      onDone()
    }
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0 || event.target instanceof HTMLInputElement) return
    const buttons = [...(element.current?.querySelectorAll<HTMLElement>('.offered button') ?? [])]
    buttons[buttons.findIndex((button) => button === document.activeElement) + step]?.focus()
  }
  return (
    <div
      className="picker"
      role="dialog"
      aria-label="Pick a reaction"
      data-above={above}
      ref={element}
      onKeyDown={onKeyDown}
    >
      <div className="offered">
        {offered.map((name) => (
          <button key={name} type="button" aria-label={`React with ${name}`} onClick={() => react(name)}>
            {name}
          </button>
        ))}
      </div>
      <form onSubmit={onSubmit}>
        <input
          aria-label="Any reaction"
          placeholder="or any word…"
          value={word}
          maxLength={64}
          onChange={(event) => setWord(event.target.value)}
        />
      </form>
    </div>
  )
}
