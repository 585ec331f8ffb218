import { useEffect } from 'react'
import { go, type Route, toChannel } from './route.ts'

/** Ctrl or Cmd with K switches channels; Esc shuts what stands beside the conversation. */
export const useShortcuts = ({ channelId, threadId, details }: Route, onSwitch: () => void): void => {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        onSwitch()
      }
      const isBeside = threadId !== null || details
      const isTaken = event.defaultPrevented || document.querySelector('dialog[open]') !== null
      if (event.key === 'Escape' && isBeside && !isTaken && channelId !== null) go(toChannel(channelId))
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [channelId, threadId, details, onSwitch])
}
