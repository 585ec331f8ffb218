import type { MessageId } from '@parley/domain'
import { useEffect } from 'react'

/** Gives the focus to a message when what it opened is shut: what opened that may be gone by then, and the focus with it. */
export const useBackToMessage = (isOpen: boolean, messageId: MessageId): void => {
  useEffect(() => {
    if (!isOpen) return
    return () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-message="${messageId}"]`)?.focus()
    }
  }, [isOpen, messageId])
}
