import { type RefObject, useCallback, useEffect, useRef } from 'react'

const upwards: ReadonlySet<string> = new Set(['ArrowUp', 'PageUp', 'Home'])

/**
 * Whether somebody is scrolling just now, upwards as far as can be told, by wheel, finger, scroll bar or key. A scroll
 * alone does not say who caused it.
 */
export const useReaching = (scroller: RefObject<HTMLElement | null>): (() => boolean) => {
  const reaching = useRef(false)
  useEffect(() => {
    const box = scroller.current
    if (box === null) return
    const begin = (): void => {
      reaching.current = true
    }
    const end = (): void => {
      reaching.current = false
    }
    const onWheel = ({ deltaY }: WheelEvent): void => {
      reaching.current = deltaY < 0
    }
    const onKey = ({ key }: KeyboardEvent): void => {
      reaching.current = upwards.has(key)
    }
    const onPointer = (event: PointerEvent): void => {
      // On the box itself there is nothing but its scroll bar.
      if (event.target === box) begin()
    }
    const controller = new AbortController()
    const passive = { passive: true, signal: controller.signal }
    box.addEventListener('wheel', onWheel, passive)
    box.addEventListener('touchmove', begin, passive)
    box.addEventListener('keydown', onKey, passive)
    box.addEventListener('pointerdown', onPointer, passive)
    // When it is over, and what it set moving has come to rest.
    box.addEventListener('scrollend', end, passive)
    addEventListener('pointerup', end, passive)
    return () => controller.abort()
  }, [scroller])
  return useCallback(() => reaching.current, [])
}
