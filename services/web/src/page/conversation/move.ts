import type { KeyboardEvent } from 'react'

/** Up and down go from message to message, where one has the focus. */
export const moveBetweenMessages = (event: KeyboardEvent<HTMLElement>): void => {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const { target } = event
  if (step === 0 || !(target instanceof HTMLElement) || !target.matches('.message')) return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('.message')]
  const next = all[all.indexOf(target) + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
