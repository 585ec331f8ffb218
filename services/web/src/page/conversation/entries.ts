/** Where things stand in a timeline's box. Entries stand in order, so that what is asked of them is found by halving. */

/** How near to the end counts as there, in pixels. */
const nearEnd = 48

/** How far a box is from the end of what it scrolls, in pixels. */
const fromEnd = (box: Element): number => box.scrollHeight - box.scrollTop - box.clientHeight
export const isAtEnd = (box: Element): boolean => fromEnd(box) < nearEnd

/** The first entry for which something holds that holds for all after it; as many as there are where it holds for none. */
const firstIndex = (entries: ArrayLike<Element>, holds: (place: DOMRect) => boolean): number => {
  let from = 0
  let to = entries.length
  while (from < to) {
    const middle = (from + to) >> 1
    const entry = entries[middle]
    if (entry === undefined || holds(entry.getBoundingClientRect())) to = middle
    else from = middle + 1
  }
  return from
}

/** Something in view, and where it stands: what has to stay there. */
export interface Anchor {
  readonly element: Element
  readonly top: number
}

/** The first message that begins in view, or else the one that fills it. */
export const anchorIn = (box: Element): Anchor | null => {
  if (box.clientHeight === 0) return null
  const { top, bottom } = box.getBoundingClientRect()
  const entries = box.querySelectorAll('.entry')
  const index = firstIndex(entries, (place) => place.bottom > top)
  for (const entry of [entries[index], entries[index + 1]]) {
    const element = entry?.querySelector('.message')
    const at = element?.getBoundingClientRect().top ?? bottom
    if (element && at >= top && at < bottom) return { element, top: at }
  }
  const element = entries[index]
  return element === undefined ? null : { element, top: element.getBoundingClientRect().top }
}

/**
 * The last message whose end is in view or above it, or which fills the view: what somebody at the screen has had
 * before their eyes. Null where the box is not shown.
 */
export const lastSeenIn = (box: Element): string | null => {
  if (box.clientHeight === 0) return null
  const { top, bottom } = box.getBoundingClientRect()
  const entries = box.querySelectorAll('.entry:has([data-message])')
  const below = firstIndex(entries, (place) => place.bottom > bottom + 1 && place.top > top)
  return entries[below - 1]?.querySelector('[data-message]')?.getAttribute('data-message') ?? null
}

/** Whether an element has been scrolled out of its box at the top. */
export const isAbove = (box: Element, element: Element): boolean =>
  element.getBoundingClientRect().bottom <= box.getBoundingClientRect().top
