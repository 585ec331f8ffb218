import type { Page } from 'playwright-core'

/** Words or a sign that stand out too little from what they stand on. */
interface Faint {
  /** The tags and classes that lead to it, and how its words begin. */
  readonly what: string
  readonly ratio: number
  readonly needs: number
}

/** The states that a pointer or the keyboard brings about, as the browser can be told to show them. */
const states = {
  hover: ['hover'],
  active: ['hover', 'active'],
  focus: ['focus', 'focus-visible', 'focus-within'],
} as const

/** What of the page can be pointed at, pressed or come to. */
const reachable = 'a, button, input, textarea, select, li, article, [role=option], [tabindex], label'

/**
 * What is too faint in the page as it stands, and with everything in it pointed at, pressed and focused. Words need
 * 4.5:1 and signs, and large words, 3:1, disabled ones too: those also have to be read.
 */
export const faintIn = async (page: Page): Promise<ReadonlyArray<string>> => {
  const found = new Set((await measure(page)).map((faint) => inWords('at rest', faint)))
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument', { depth: 0 })
  const { nodeIds } = await session.send('DOM.querySelectorAll', {
    nodeId: root.nodeId,
    selector: reachable,
  })
  for (const [name, forcedPseudoClasses] of Object.entries(states)) {
    const forced = { forcedPseudoClasses: [...forcedPseudoClasses] }
    await Promise.all(nodeIds.map((nodeId) => session.send('CSS.forcePseudoState', { nodeId, ...forced })))
    for (const faint of await measure(page)) found.add(inWords(name, faint))
  }
  await session.detach()
  return [...found]
}

const inWords = (state: string, { what, ratio, needs }: Faint): string =>
  `${state}: ${what} has ${ratio.toFixed(2)}:1 and needs ${needs}:1`

const measure = (page: Page): Promise<ReadonlyArray<Faint>> => page.evaluate(measureHere)

/** Runs in the page, and so uses nothing from around it. */
const measureHere = (): ReadonlyArray<Faint> => {
  type Colour = readonly [red: number, green: number, blue: number, alpha: number]
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const known = new Map<string, Colour>()
  const colourOf = (css: string): Colour => {
    const before = known.get(css)
    if (before !== undefined) return before
    if (context === null) throw new Error('There is no canvas to read colours from')
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = css
    context.fillRect(0, 0, 1, 1)
    const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data
    const colour = [red, green, blue, alpha / 255] as const
    known.set(css, colour)
    return colour
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + below[index] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const groundOf = (element: Element | null): Colour => {
    if (element === null) return [255, 255, 255, 1]
    const colour = colourOf(getComputedStyle(element).backgroundColor)
    return colour[3] === 1 ? colour : over(colour, groundOf(element.parentElement))
  }
  const opacityOf = (element: Element | null): number =>
    element === null ? 1 : Number(getComputedStyle(element).opacity) * opacityOf(element.parentElement)
  const lightOf = (colour: Colour): number => {
    const part = (index: 0 | 1 | 2): number => {
      const value = colour[index] / 255
      return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    }
    return 0.2126 * part(0) + 0.7152 * part(1) + 0.0722 * part(2)
  }
  const ratioOf = (element: Element, ink: string): number => {
    const ground = groundOf(element)
    const [red, green, blue, alpha] = colourOf(ink)
    const shown = over([red, green, blue, alpha * opacityOf(element)], ground)
    const [dark = 0, light = 0] = [lightOf(shown), lightOf(ground)].toSorted((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }
  const nameOf = (element: Element): string => {
    const one = (of: Element | null): string =>
      of === null ? '' : `${of.tagName.toLowerCase()}${[...of.classList].map((name) => `.${name}`).join('')}`
    const words = (element.textContent ?? '').trim().slice(0, 24)
    return `${one(element.parentElement)} > ${one(element)} “${words}”`
  }
  const hasWords = (element: Element): boolean =>
    [...element.childNodes].some((node) => node.nodeType === 3 && (node.textContent ?? '').trim() !== '')
  const found: Faint[] = []
  const look = (element: Element, ink: string, needs: number): void => {
    const ratio = ratioOf(element, ink)
    if (ratio < needs - 0.005) found.push({ what: nameOf(element), ratio, needs })
  }
  for (const element of document.querySelectorAll('body *')) {
    if (!element.checkVisibility({ opacityProperty: false, visibilityProperty: true })) continue
    const style = getComputedStyle(element)
    const size = Number.parseFloat(style.fontSize)
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (hasWords(element)) look(element, style.color, isLarge ? 3 : 4.5)
    if (element.matches('svg.icon')) look(element, style.stroke, 3)
    if (element.matches('input, textarea')) {
      look(element, style.color, 4.5)
      if (element.matches('[placeholder]'))
        look(element, getComputedStyle(element, '::placeholder').color, 4.5)
    }
  }
  return found
}
