import { type RefObject, useLayoutEffect } from 'react'

/**
 * Gives the focus back when what had it goes: to where it was before, or, where that is gone too, to `fallback`. It
 * is left alone where somebody else has taken it by then.
 *
 * @param element what goes.
 * @param fallback finds what has the focus instead, as a selector.
 */
export const useFocusBack = (element: RefObject<HTMLElement | null>, fallback: string): void => {
  useLayoutEffect(() => {
    const before = document.activeElement
    const going = element.current
    return () => {
      const had = going?.contains(document.activeElement) === true || isNobody(document.activeElement)
      if (!had) return
      // Once what goes has gone, and what was covered is there again.
      queueMicrotask(() => {
        if (!isNobody(document.activeElement)) return
        if (before instanceof HTMLElement && !isNobody(before)) before.focus({ preventScroll: true })
        if (isNobody(document.activeElement)) document.querySelector<HTMLElement>(fallback)?.focus()
      })
    }
  }, [element, fallback])
}

const isNobody = (element: Element | null): boolean =>
  element === null || element === document.body || !element.isConnected
