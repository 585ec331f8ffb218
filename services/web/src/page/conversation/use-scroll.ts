import type { MessageId } from '@parley/domain'
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { type Anchor, anchorIn, isAbove, isAtEnd, lastSeenIn } from './entries.ts'
import { useReaching } from './use-reaching.ts'

/** How far from an end more is asked for, in pixels. */
const nearby = 600

/** What a timeline shows, as far as its place hangs on it. */
export interface Scrolled {
  /** Whether the last of it is the end, which it then goes along with. */
  readonly isEnd: boolean
  /** How many messages of one's own are on their way: with one more, the end is shown. */
  readonly pending: number
  readonly onNearTop: () => void
  readonly onNearBottom: () => void
}

type Aim = 'end' | 'new' | MessageId

export interface Scroll {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly frame: RefObject<HTMLDivElement | null>
  readonly atEnd: boolean
  /** The id of the last message that has been before somebody's eyes; null where none is shown. */
  readonly seen: string | null
  /** Whether the line that tells what is new is in view, further up, or not there. */
  readonly newLine: 'shown' | 'above' | 'none'
  /** Shows the end, the line that tells what is new, or a message, once what is rendered holds it. */
  readonly show: (what: Aim) => void
  readonly onScroll: () => void
}

/**
 * Keeps the place: at the end while one is there, whatever comes or grows, until somebody scrolls up; and else with
 * the same message in the same place, whatever comes or grows above it. Begins at the line that tells what is new, or
 * else at the end.
 */
export const useScroll = ({ isEnd, pending, onNearTop, onNearBottom }: Scrolled): Scroll => {
  const scroller = useRef<HTMLDivElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const [view, setView] = useState<Pick<Scroll, 'atEnd' | 'seen' | 'newLine'>>(atFirst)
  const [aim, setAim] = useState<{ readonly what: Aim }>({ what: 'new' })
  const sticks = useRef(true)
  const anchor = useRef<Anchor | null>(null)
  const last = useRef({ top: 0, height: 0 })
  const reaches = useReaching(scroller)
  const latest = useRef({ isEnd, onNearTop, onNearBottom })
  useLayoutEffect(() => {
    latest.current = { isEnd, onNearTop, onNearBottom }
  })

  const look = useCallback(() => {
    const box = scroller.current
    if (box === null || box.clientHeight === 0) return
    last.current = { top: box.scrollTop, height: box.scrollHeight }
    anchor.current = anchorIn(box)
    const line = box.querySelector('.new')
    const next: typeof view = {
      atEnd: latest.current.isEnd && isAtEnd(box),
      seen: lastSeenIn(box),
      newLine: line === null ? 'none' : isAbove(box, line) ? 'above' : 'shown',
    }
    setView((now) => (isSame(now, next) ? now : next))
    if (box.scrollTop < nearby) latest.current.onNearTop()
    if (box.scrollHeight - box.scrollTop - box.clientHeight < nearby) latest.current.onNearBottom()
  }, [])

  /** Puts back in its place what layout has moved. */
  const hold = useCallback(() => {
    const box = scroller.current
    if (box === null || box.clientHeight === 0) return
    if (sticks.current) box.scrollTop = box.scrollHeight
    else if (anchor.current?.element.isConnected === true) {
      const by = anchor.current.element.getBoundingClientRect().top - anchor.current.top
      box.scrollTop += by + scrolledSince(box, last.current.top)
    }
    look()
  }, [look])

  const onScroll = useCallback(() => {
    const box = scroller.current
    if (box === null || box.clientHeight === 0) return
    const { top, height } = last.current
    const isUp = box.scrollTop < top
    // Layout moves things too, and says so by a scroll: only what somebody does leaves the end.
    const isOnes = reaches() || box.scrollHeight === height
    if (isUp && isOnes) sticks.current = latest.current.isEnd && isAtEnd(box) && !reaches()
    else if (isAtEnd(box)) sticks.current = latest.current.isEnd
    if (sticks.current) hold()
    else look()
  }, [hold, look, reaches])

  useLayoutEffect(() => {
    const box = scroller.current
    if (box === null) return
    const line = aim.what === 'end' ? null : box.querySelector(selectorOf(aim.what))
    sticks.current = false
    if (line !== null) line.scrollIntoView({ block: aim.what === 'new' ? 'start' : 'center' })
    else box.scrollTop = box.scrollHeight
    sticks.current = latest.current.isEnd && isAtEnd(box)
    look()
  }, [aim, look])
  useLayoutEffect(() => {
    // Going on to what came later, one is no longer at an end that was none.
    if (!isEnd) sticks.current = false
    hold()
  })
  const [pendingBefore, setPendingBefore] = useState(pending)
  if (pendingBefore !== pending) {
    setPendingBefore(pending)
    if (pending > pendingBefore) setAim({ what: 'end' })
  }
  useEffect(() => {
    const observer = new ResizeObserver(hold)
    for (const element of [scroller.current, frame.current]) if (element !== null) observer.observe(element)
    return () => observer.disconnect()
  }, [hold])

  const show = useCallback((what: Aim) => setAim({ what }), [])
  return { scroller, frame, ...view, show, onScroll }
}

/** How far somebody has scrolled since, of which no event has told yet. What layout cuts short is no scroll of theirs. */
const scrolledSince = (box: Element, top: number): number =>
  box.scrollTop - Math.min(top, box.scrollHeight - box.clientHeight)

const selectorOf = (what: Exclude<Aim, 'end'>): string =>
  what === 'new' ? '.new' : `[data-message="${what}"]`

const atFirst: Pick<Scroll, 'atEnd' | 'seen' | 'newLine'> = { atEnd: true, seen: null, newLine: 'none' }
const isSame = (a: typeof atFirst, b: typeof atFirst): boolean =>
  a.atEnd === b.atEnd && a.seen === b.seen && a.newLine === b.newLine
