import type { MessageId } from '@parley/domain'
import { useCallback, useSyncExternalStore } from 'react'

// One message is edited at a time, wherever the wish to edit it came from: its own button, or the composer.
let current: MessageId | null = null
const listeners = new Set<() => void>()

const listen = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Begins to edit a message, or, with null, ends it. */
export const edit = (messageId: MessageId | null): void => {
  current = messageId
  for (const listener of listeners) listener()
}

/** Whether this message is being edited, and how to say so. */
export const useEditing = (messageId: MessageId): readonly [boolean, (editing: boolean) => void] => {
  const editing = useSyncExternalStore(listen, () => current === messageId)
  const setEditing = useCallback((on: boolean) => edit(on ? messageId : null), [messageId])
  return [editing, setEditing]
}
