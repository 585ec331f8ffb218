import { useEffect } from 'react'
import { go, type Route, toChannel } from './route.ts'

/** Ctrl or Cmd with K switches channels, and with Shift and F searches messages; Esc shuts what stands beside the conversation. */
export const useShortcuts = (
  { channelId, threadId, details }: Route,
  onSwitch: () => void,
  onSearch: () => void,
): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const held = event.ctrlKey || event.metaKey
      if (held && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        onSwitch()
      }
      if (held && event.shiftKey && event.key.toLowerCase() === 'f') {
        event.preventDefault()
        onSearch()
      }
      const isBeside = threadId !== null || details
      const isTaken = event.defaultPrevented || document.querySelector('dialog[open]') !== null
      if (event.key === 'Escape' && isBeside && !isTaken && channelId !== null) go(toChannel(channelId))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [channelId, threadId, details, onSwitch, onSearch])
}
