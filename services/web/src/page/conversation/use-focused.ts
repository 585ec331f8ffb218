import { useSyncExternalStore } from 'react'

const listen = (listener: () => void) => {
  addEventListener('focus', listener)
  addEventListener('blur', listener)
  document.addEventListener('visibilitychange', listener)
  return () => {
    removeEventListener('focus', listener)
    removeEventListener('blur', listener)
    document.removeEventListener('visibilitychange', listener)
  }
}

/** Whether the person looks at this window. */
export const useFocused = (): boolean =>
  useSyncExternalStore(listen, () => document.hasFocus() && document.visibilityState === 'visible')
