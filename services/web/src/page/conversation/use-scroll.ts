import type { ShownMessage } from '@parley/client'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'

/** How near to an end counts as there, in pixels. */
const nearBottom = 48
const nearTop = 600

interface Scroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly content: RefObject<HTMLDivElement | null>
  readonly atBottom: boolean
  readonly toBottom: () => void
  readonly onScroll: () => void
}

/**
 * Keeps the place: at the bottom while one is there, whatever grows; with the same message under the eyes where
 * earlier ones come in above. Begins at what is new, or else at the bottom. Asks for earlier messages near the top.
 */
export const useScroll = (messages: ReadonlyArray<ShownMessage>, onNearTop: () => void): Scroll => {
  const scroller = useRef<HTMLDivElement>(null)
  const content = useRef<HTMLDivElement>(null)
  const [atBottom, setAtBottom] = useState(true)
  const sticks = useRef(true)
  const anchor = useRef<{ readonly element: Element; readonly top: number } | null>(null)
  const ask = useRef(onNearTop)
  useLayoutEffect(() => {
    ask.current = onNearTop
  }, [onNearTop])
  const firstId = messages[0]?.messageId

  const look = useCallback(() => {
    const box = scroller.current
    if (box === null) return
    const isThere = box.scrollHeight - box.scrollTop - box.clientHeight < nearBottom
    sticks.current = isThere
    setAtBottom(isThere)
    anchor.current = topmost(box)
    if (box.scrollTop < nearTop) ask.current()
  }, [])
  const toBottom = useCallback(() => {
    const box = scroller.current
    if (box !== null) box.scrollTop = box.scrollHeight
  }, [])

  useLayoutEffect(() => {
    const fresh = scroller.current?.querySelector('.new')
    if (fresh) fresh.scrollIntoView({ block: 'start' })
    else toBottom()
    look()
  }, [toBottom, look])
  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null || firstId === undefined || sticks.current || anchor.current === null) return
    const { element, top } = anchor.current
    if (element.isConnected) box.scrollTop += element.getBoundingClientRect().top - top
    anchor.current = topmost(box)
  }, [firstId])
  useEffect(() => {
    const box = scroller.current
    if (box !== null && firstId !== undefined && box.scrollTop < nearTop) ask.current()
  }, [firstId])
  useEffect(() => {
    const observer = new ResizeObserver(() => {
      if (sticks.current) toBottom()
    })
    for (const element of [scroller.current, content.current]) if (element !== null) observer.observe(element)
    return () => observer.disconnect()
  }, [toBottom])

  return { scroller, content, atBottom, toBottom, onScroll: look }
}

/** The first entry in view, and where it stands. */
const topmost = (box: Element): { readonly element: Element; readonly top: number } | null => {
  const edge = box.getBoundingClientRect().top
  const entries = box.querySelectorAll('.entry')
  let from = 0
  let to = entries.length
  // Entries stand in order: halve until the first whose lower edge is in view.
  while (from < to) {
    const middle = (from + to) >> 1
    const bottom = entries[middle]?.getBoundingClientRect().bottom ?? 0
    if (bottom <= edge) from = middle + 1
    else to = middle
  }
  const element = entries[from]
  return element === undefined ? null : { element, top: element.getBoundingClientRect().top }
}
