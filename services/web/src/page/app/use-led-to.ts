import type { MessageId } from '@parley/domain'
import { useEffect } from 'react'

interface Shown {
  readonly messageId: MessageId
}

/** Goes to a message that the address names, once it is among those that are shown, and lets the keyboard go on there. */
export const useLedTo = (
  messageId: MessageId | null,
  shown: ReadonlyArray<Shown>,
  show: (messageId: MessageId) => void,
): void => {
  const isThere = messageId !== null && shown.some((message) => message.messageId === messageId)
  useEffect(() => {
    if (messageId === null || !isThere) return undefined
    show(messageId)
    // A composer that comes with it takes the focus first.
    const frame = requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(`[data-message="${messageId}"]`)?.focus({ preventScroll: true }),
    )
    return () => cancelAnimationFrame(frame)
  }, [messageId, isThere, show])
}
