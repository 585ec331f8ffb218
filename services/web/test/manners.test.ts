import { maxNameLength } from '@parley/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('manners of the page')

/** What has the focus, as its label, words or class. */
const focused = ({ page }: Person): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? ''
  })

describe.skipIf(world.skipped)('manners of the page', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let mia: Person
  const goTo = async (channel: string): Promise<void> => {
    await mia.row(channel).click()
    await mia.page.getByRole('heading', { name: channel, level: 2 }).waitFor()
  }

  it('PAGE-51 every text and every field goes in the direction that it is written in', async () => {
    const { browser, url } = world.at()
    mia = await personAt(browser, url, 'mia')
    await createChannel(mia, 'שלום')
    await mia.say('مرحبا بالعالم')
    await mia.say('left to right')
    const directionOf = (selector: string) =>
      mia.page.locator(selector).evaluate((element) => getComputedStyle(element).direction)
    expect(await directionOf('.bar-words h2')).toBe('rtl')
    expect(await directionOf('.row-name')).toBe('rtl')
    expect(await directionOf('[data-message] .body >> nth=0')).toBe('rtl')
    expect(await directionOf('[data-message] .body >> nth=1')).toBe('ltr')
    await mia.composer.fill('שלום')
    expect(await directionOf('.composer textarea')).toBe('rtl')
    await mia.composer.fill('')
    const undirected = await mia.page.locator('input:not([dir=auto]), textarea:not([dir=auto])').count()
    expect(undirected).toBe(0)
  })

  it('PAGE-55 a way past the list, and one stop in it from which the arrows go on', async () => {
    for (const name of ['first', 'second', 'third']) await createChannel(mia, name)
    const { page } = mia
    const { keyboard } = page
    await page.goto(page.url().replace(/#.*/, '#/'))
    await page.reload()
    await page.locator('.row').nth(3).waitFor()
    await keyboard.press('Tab')
    expect(await focused(mia)).toBe('Skip to the conversation')
    await keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
    expect(await page.locator('.row[tabindex="0"]').count()).toBe(1)
    await page.locator('.row[tabindex="0"]').focus()
    const names = await page.locator('.row-name').allInnerTexts()
    const nameHere = () => page.locator('.row:focus .row-name').innerText()
    expect(await nameHere()).toBe(names[0])
    await keyboard.press('ArrowDown')
    expect(await nameHere()).toBe(names[1])
    expect(await page.locator('.row[tabindex="0"] .row-name').innerText()).toBe(names[1])
    await keyboard.press('End')
    expect(await nameHere()).toBe(names[3])
    await keyboard.press('Home')
    expect(await nameHere()).toBe(names[0])
    await keyboard.press('Enter')
    await page.getByRole('heading', { name: names[0] ?? '', level: 2 }).waitFor()
  })

  it('PAGE-54 the focus goes back to where it was when a dialog or a pane is shut', async () => {
    const { page } = mia
    const { keyboard } = page
    await goTo('first')
    await mia.say('to be answered')
    for (const name of ['New channel', 'New conversation', 'Browse channels']) {
      await page.getByRole('button', { name }).focus()
      await keyboard.press('Enter')
      await page.locator('dialog[open] input:focus').first().waitFor()
      await keyboard.press('Escape')
      await page.locator('dialog').waitFor({ state: 'detached' })
      expect(await focused(mia)).toBe(name)
    }
    await mia.composer.focus()
    await keyboard.press('Control+k')
    await page.locator('dialog[open] input:focus').waitFor()
    await keyboard.press('Escape')
    await page.locator('.composer textarea:focus').waitFor()
    await page.getByRole('button', { name: 'Members and details' }).focus()
    await keyboard.press('Enter')
    const close = page.getByRole('button', { name: 'Close details' })
    await close.focus()
    await keyboard.press('Enter')
    await close.waitFor({ state: 'detached' })
    await expect.poll(() => focused(mia)).toBe('Members and details')
    await mia.message('to be answered').focus()
    await keyboard.press('r')
    await mia.thread.getByLabel('Reply').and(page.locator(':focus')).waitFor()
    await keyboard.press('Escape')
    await page.locator('.conversation article:focus', { hasText: 'to be answered' }).waitFor()
  })

  it('PAGE-54 the focus stays with a message that one deletes by the keyboard', async () => {
    const { page } = mia
    await mia.say('not for long')
    await mia.message('not for long').focus()
    await page.keyboard.press('Tab')
    await mia.message('not for long').getByRole('button', { name: 'Delete' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Delete it?' }).and(page.locator(':focus')).waitFor()
    await page.keyboard.press('Enter')
    await page.locator('article:focus', { hasText: 'This message was deleted.' }).waitFor()
    expect(mia.errors).toEqual([])
  })

  it('PAGE-58 an address that leads nowhere says so: a channel, a thread, and anything else', async () => {
    const { page } = mia
    await goTo('first')
    const here = page.url()
    const nobody = '00000000-0000-5000-8000-000000000000'
    await page.goto(`${here}/t/${nobody}`)
    await mia.thread.getByText('There is no such message.').waitFor()
    await page.goto(here.replace(/#.*/, `#/c/${nobody}`))
    await page.getByText('There is no such channel, or it is not open to you.').waitFor()
    expect(await page.getByRole('button', { name: 'Join it' }).count()).toBe(0)
    for (const wrong of ['#/c/nonsense', '#/x', `${new URL(here).hash}/m/1`]) {
      await page.goto(here.replace(/#.*/, wrong))
      await page.getByText('This address leads to nothing here.').waitFor()
    }
    await page.goto(here)
    await mia.message('to be answered').waitFor()
  })

  it('PAGE-57 a message that goes on from the one above says its time to whoever is near', async () => {
    await mia.say('one')
    await mia.say('two')
    const time = mia.message('two').locator('time')
    const isShown = () =>
      time.evaluate((element) => getComputedStyle(element.parentElement ?? element).clipPath)
    expect(await time.innerText()).toMatch(/\d/)
    await mia.message('one').hover()
    await expect.poll(isShown).not.toBe('none')
    await mia.message('two').hover()
    await expect.poll(isShown).toBe('none')
    expect(await mia.message('two').getAttribute('aria-label')).toMatch(/^mia, .*\d/)
  })

  it('PAGE-60 reactions stay where they are, whoever comes and goes', async () => {
    const { page } = mia
    const react = async (word: string) => {
      await mia.act('two', 'React')
      await page.getByLabel('Any reaction').fill(word)
      await page.keyboard.press('Enter')
      await mia
        .message('two')
        .getByRole('button', { name: `${word}, 1` })
        .waitFor()
    }
    for (const word of ['zebra', 'apple', 'mango']) await react(word)
    const order = () => mia.message('two').locator('.reaction-name').allInnerTexts()
    expect(await order()).toEqual(['zebra', 'apple', 'mango'])
    await mia.message('two').getByRole('button', { name: 'apple, 1' }).click()
    await expect.poll(order).toEqual(['zebra', 'mango'])
    await react('apple')
    expect(await order()).toEqual(['zebra', 'apple', 'mango'])
    expect(mia.errors).toEqual([])
  })

  it('PAGE-53 what went wrong is said in front of the dialog in which it was tried', async () => {
    const { browser, url } = world.at()
    const noa = await personAt(browser, url, 'noa')
    await noa.page.getByRole('button', { name: 'Browse channels' }).first().click()
    const join = noa.page.locator('.found li', { hasText: 'third' }).getByRole('button', { name: 'Join' })
    await join.waitFor()
    await goTo('third')
    await mia.page.getByRole('button', { name: 'Members and details' }).click()
    await mia.page.getByRole('button', { name: 'Archive channel' }).click()
    await mia.page.getByRole('button', { name: 'Archive it?' }).click()
    await mia.composer.waitFor({ state: 'detached' })
    await join.click()
    const notice = noa.page.getByRole('alert').getByText('This channel is archived.')
    await notice.waitFor()
    const isInFront = await notice.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, top + height / 2) === element
    })
    expect(isInFront).toBe(true)
    await noa.page.getByRole('button', { name: 'Dismiss' }).click()
    await notice.waitFor({ state: 'detached' })
    expect(await noa.page.locator('dialog[open]').count()).toBe(1)
    await noa.page.context().close()
  })

  it('PAGE-9 PAGE-62 nobody is asked to say the first word in a channel that is archived, and its owner opens it again, and deletes it', async () => {
    const { browser, url } = world.at()
    const rex = await personAt(browser, url, 'rex')
    await createChannel(rex, 'never used')
    await rex.page.getByText('Say the first word.').waitFor()
    await rex.page.getByRole('button', { name: 'Members and details' }).click()
    await rex.page.getByRole('button', { name: 'Archive channel' }).click()
    await rex.page.getByRole('button', { name: 'Archive it?' }).click()
    await rex.page.getByText('Nothing has been said.').waitFor()
    expect(await rex.page.getByText('Say the first word.').count()).toBe(0)
    await rex.page.getByRole('button', { name: 'Open channel again' }).click()
    await rex.page.getByText('Say the first word.').waitFor()
    await rex.composer.waitFor()
    await rex.page.getByRole('button', { name: 'Delete channel' }).click()
    await rex.page.getByRole('button', { name: 'Delete it with all that is in it?' }).click()
    await rex.composer.waitFor({ state: 'detached' })
    expect(await rex.page.getByText('never used').count()).toBe(0)
    await rex.page.context().close()
  })

  it('PAGE-59 channels and people stand apart, and the magnifier finds both', async () => {
    const { page } = mia
    await page.getByRole('button', { name: 'Find a channel or person' }).click()
    await page.getByRole('dialog', { name: 'Jump to' }).waitFor()
    await page.keyboard.press('Escape')
    await mia.page.getByRole('button', { name: 'New conversation' }).first().click()
    await mia.page.getByLabel('Their name').fill('noa')
    await mia.page.keyboard.press('Enter')
    await mia.page.getByRole('button', { name: 'Write to them anyway' }).click()
    await page.getByRole('heading', { name: 'noa', level: 2 }).waitFor()
    const list = page.getByRole('navigation', { name: 'Conversations' })
    const inPart = (name: string) => list.getByRole('region', { name }).locator('.row-name').allInnerTexts()
    expect(await inPart('Direct messages')).toEqual(['noa'])
    expect(await inPart('Channels')).not.toContain('noa')
  })

  it('PAGE-52 on a phone Enter begins a line, and the button sends', async () => {
    const { browser, url } = world.at()
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const tom = await personAt(browser, url, 'tom', phone)
    await createChannel(tom, 'tram')
    await tom.composer.tap()
    await tom.page.keyboard.type('one')
    await tom.page.keyboard.press('Enter')
    await tom.page.keyboard.type('two')
    expect(await tom.composer.inputValue()).toBe('one\ntwo')
    await tom.page.getByRole('button', { name: 'Send' }).tap()
    await tom.page.locator('[data-message]').waitFor()
    expect(await tom.page.locator('[data-message] .body').innerText()).toBe('one\ntwo')
    await tom.page.context().close()
  })

  it('PAGE-56 PAGE-61 the longest names on the narrowest page, and one that is blown up, stay within it', async () => {
    const { browser, url } = world.at()
    const long = 'W'.repeat(maxNameLength)
    const liv = await personAt(browser, url, long)
    await createChannel(liv, long.toLowerCase())
    await liv.say('W'.repeat(300))
    await liv.act('WWW', 'React')
    await liv.page.getByLabel('Any reaction').fill('w'.repeat(64))
    await liv.page.keyboard.press('Enter')
    await liv.page.locator('.reaction-name').waitFor()
    expect(await liv.page.locator('.row-name').getAttribute('title')).toBe(long.toLowerCase())
    const widest = () =>
      liv.page.evaluate(() => {
        const edges = [...document.querySelectorAll('body *')]
          .filter((element) => element.checkVisibility() && getComputedStyle(element).clipPath === 'none')
          .filter((element) => element.closest('pre, .skip, .unseen') === null)
          // What ends in dots reaches on unseen, within what cuts it off.
          .filter((element) => getComputedStyle(element.parentElement ?? element).overflowX !== 'hidden')
          .map((element) => ({ right: element.getBoundingClientRect().right, name: element.className }))
        const scrolled = document.documentElement.scrollWidth
        return [
          ...edges.filter(({ right }) => right > innerWidth + 1),
          ...(scrolled > innerWidth ? ['page'] : []),
        ]
      })
    const here = liv.page.url()
    for (const [width, height] of [
      [320, 640],
      [640, 400],
      [1280, 800],
    ] as const) {
      await liv.page.setViewportSize({ width, height })
      for (const place of ['', '/details', '/t/']) {
        const message = await liv.page.locator('[data-message]').first().getAttribute('data-message')
        await liv.page.goto(place === '/t/' ? `${here}/t/${message}` : `${here}${place}`)
        await liv.page
          .locator(place === '' ? '.composer' : '.side')
          .first()
          .waitFor()
        expect({ width, place, widest: await widest() }).toEqual({ width, place, widest: [] })
      }
      await liv.page.goto(here.replace(/#.*/, '#/'))
      await liv.page.locator('.row').waitFor()
      expect(await widest()).toEqual([])
      await liv.page.goto(here)
      await liv.page.keyboard.press('Control+k')
      await liv.page.locator('dialog[open]').waitFor()
      expect(await widest()).toEqual([])
      await liv.page.keyboard.press('Escape')
    }
    expect(liv.errors).toEqual([])
    await liv.page.context().close()
  })

  it('PAGE-61 nothing moves for who wants that, and colours that the system paints tell as much', async () => {
    const { page } = mia
    await page.emulateMedia({ reducedMotion: 'reduce', forcedColors: 'active' })
    await goTo('first')
    await mia.composer.waitFor()
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0)
    const outlines = await page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => getComputedStyle(row).outlineStyle))
    expect(outlines.filter((style) => style === 'solid')).toHaveLength(1)
    expect(mia.errors).toEqual([])
  })
})
