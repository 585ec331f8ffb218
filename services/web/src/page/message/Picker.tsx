import type { ShownMessage } from '@parley/client'
import { certain, ReactionName } from '@parley/domain'
import { type FormEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { useClient } from '../app/client-context.ts'
import { useAct } from '../app/notices.tsx'
import { Field } from '../fields/Field.tsx'
import { reactionName } from '../fields/takes.ts'
import { useField } from '../fields/use-field.ts'

const offered = ['👍', '❤️', '😂', '🎉', '🙏', '👀', '✅', '🤔', '🚀', '☕', '💡', '👋'].map((name) =>
  certain(ReactionName, name),
)

interface PickerProps {
  readonly message: ShownMessage
  readonly onDone: () => void
}

/** A reaction to choose, or any word to react with. */
export const Picker = ({ message, onDone }: PickerProps) => {
  const client = useClient()
  const act = useAct()
  const word = useField(reactionName)
  const [above, setAbove] = useState(false)
  const element = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    setAbove(box.getBoundingClientRect().bottom > innerHeight - 90)
    box.querySelector('button')?.focus({ preventScroll: true })
  }, [])
  const { channelId, messageId } = message
  const react = (name: ReactionName): void => {
    void act(client.command({ type: 'AddReaction', channelId, messageId, name }))
    onDone()
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    const name = word.take()
    if (name !== null) react(name)
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
        <Field label="Any reaction" placeholder="or any word…" field={word.field} />
      </form>
    </div>
  )
}
