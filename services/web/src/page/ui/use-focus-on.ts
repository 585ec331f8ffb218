import { type RefObject, useLayoutEffect } from 'react'

/**
 * Where a row of a list goes while the focus is in it, gives that to the next row, or else to the one before; to
 * `fallback` where it was the only one.
 *
 * @param row what goes.
 * @param fallback finds what has the focus instead, as a selector.
 */
export const useFocusOn = (row: RefObject<HTMLElement | null>, fallback: string): void => {
  useLayoutEffect(() => {
    const going = row.current
    return () => {
      if (going?.contains(document.activeElement) !== true) return
      const next = going.nextElementSibling ?? going.previousElementSibling
      const button = next?.querySelector<HTMLElement>('button')
      // Once it has gone, and where nobody else has taken the focus by then.
      queueMicrotask(() => {
        if (document.activeElement !== null && document.activeElement !== document.body) return
        if (button?.isConnected === true) button.focus()
        else document.querySelector<HTMLElement>(fallback)?.focus()
      })
    }
  }, [row, fallback])
}
