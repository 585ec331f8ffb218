import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFindings } from './support/axe.ts'
import { faintIn } from './support/contrast.ts'
import { createChannel, personAt } from './support/person.ts'
import { walkViews } from './support/views.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('how the page looks')

describe.skipIf(world.skipped)('how the page looks', () => {
  beforeAll(world.start)
  afterAll(world.close)

  it('PAGE-42 the fonts come with the page, and each weight is one of its own', async () => {
    const { browser, url } = world.at()
    const asked: string[] = []
    const fay = await personAt(browser, url, 'fay', {}, async ({ page }) => {
      page.on('request', (request) => asked.push(request.url()))
    })
    await createChannel(fay, 'type')
    const { fonts, widths } = await fay.page.evaluate(async () => {
      await document.fonts.ready
      const line = document.createElement('span')
      line.textContent = 'The quick brown fox'
      document.body.append(line)
      const all = [400, 550, 650, 750].map((weight) => {
        line.style.fontWeight = `${weight}`
        return line.getBoundingClientRect().width
      })
      line.remove()
      const loaded = [...document.fonts].filter(({ status }) => status === 'loaded')
      return { fonts: [...new Set(loaded.map(({ family }) => family.replaceAll('"', '')))], widths: all }
    })
    expect(fonts.toSorted()).toEqual(['Inter Variable', 'Source Serif 4 Variable'])
    expect(new Set(widths).size).toBe(4)
    expect(asked.filter((one) => !one.startsWith(url) && !one.startsWith('ws:'))).toEqual([])
    await fay.page.context().close()
  })

  it('PAGE-40 PAGE-41 every view, light and dark: all of it stands out in every state, and axe finds nothing', {
    timeout: 480_000,
  }, async () => {
    const { browser, url } = world.at()
    const found: string[] = []
    await walkViews(browser, url, async (view, { page }) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const wrong = [
          ...(await axeFindings(page, colorScheme === 'light' ? 'all' : 'colours')),
          ...(await faintIn(page)),
        ]
        found.push(...new Set(wrong.map((one) => `${view}, ${colorScheme}: ${one}`)))
      }
    })
    expect(found).toEqual([])
  })
})
