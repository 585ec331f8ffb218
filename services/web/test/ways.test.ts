import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, personAt } from './support/person.ts'
import { proxyTo } from './support/proxy.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('ways to the page')

describe.skipIf(world.skipped)('ways to the page', () => {
  beforeAll(world.start)
  afterAll(world.close)

  it('PAGE-11 all of it by the keyboard alone', async () => {
    const { browser, url } = world.at()
    const kim = await personAt(browser, url, 'kim')
    await createChannel(kim, 'keys')
    await createChannel(kim, 'locks')
    const { keyboard } = kim.page
    await keyboard.press('Control+k')
    await kim.page.getByRole('dialog', { name: 'Jump to' }).waitFor()
    await keyboard.type('ke')
    await keyboard.press('Enter')
    await kim.page.getByRole('heading', { name: 'keys', level: 2 }).waitFor()
    await kim.page.locator('.conversation .composer textarea:focus').waitFor()
    await keyboard.type('one')
    await keyboard.press('Shift+Enter')
    await keyboard.type('two')
    await keyboard.press('Enter')
    await kim.page.locator('[data-message]').waitFor()
    expect(await kim.page.locator('[data-message] .body').innerText()).toBe('one\ntwo')
    await keyboard.press('ArrowUp')
    await kim.page.getByLabel('Edit message').waitFor()
    await keyboard.type(' three')
    await keyboard.press('Enter')
    await kim.message('two three').waitFor()
    await kim.page.locator('.conversation .composer textarea:focus').waitFor()
    // Between the two is what files are attached by.
    await keyboard.press('Shift+Tab')
    await kim.page
      .getByRole('button', { name: /^Attach/ })
      .and(kim.page.locator(':focus'))
      .waitFor()
    await keyboard.press('Shift+Tab')
    await kim.page.locator('.message:focus-within').waitFor()
    await kim.page.locator('[data-message]').focus()
    await keyboard.press('r')
    await kim.thread.waitFor()
    await kim.page.locator('.thread textarea:focus').waitFor()
    await keyboard.type('a reply')
    await keyboard.press('Enter')
    await kim.thread.locator('[data-message]', { hasText: 'a reply' }).waitFor()
    await keyboard.press('Escape')
    await kim.thread.waitFor({ state: 'detached' })
    expect(kim.errors).toEqual([])
  })

  it('PAGE-4 that one writes is said on while the clock of the machine is set back', async () => {
    const { browser, url } = world.at()
    const said: string[] = []
    const uma = await personAt(browser, url, 'uma', {}, async ({ page }) => {
      page.on('websocket', (socket) => socket.on('framesent', ({ payload }) => said.push(String(payload))))
    })
    await createChannel(uma, 'hours')
    const times = (): number => said.filter((frame) => frame.includes('"typing":true')).length
    await uma.composer.pressSequentially('a')
    await expect.poll(times).toBe(1)
    // An hour goes by, of which the clock knows nothing.
    await uma.page.evaluate(`{
      const [wall, watch] = [Date.now.bind(Date), performance.now.bind(performance)]
      Date.now = () => wall() - 3_600_000
      performance.now = () => watch() + 3_600_000
    }`)
    await uma.composer.pressSequentially('b')
    await expect.poll(times).toBe(2)
    expect(uma.errors).toEqual([])
    await uma.page.context().close()
  })

  it('PAGE-12 on a phone: list, conversation and thread, one at a time', async () => {
    const { browser, url } = world.at()
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
    const pia = await personAt(browser, url, 'pia', phone)
    await createChannel(pia, 'pocket')
    const list = pia.page.getByRole('navigation', { name: 'Conversations' })
    expect(await list.isVisible()).toBe(false)
    await pia.composer.fill('from the tram')
    await pia.page.getByRole('button', { name: 'Send' }).tap()
    const sent = pia.page.locator('[data-message]', { hasText: 'from the tram' })
    await sent.tap()
    await sent.getByRole('button', { name: 'Reply in thread' }).tap()
    await pia.thread.getByLabel('Reply').waitFor()
    expect(await pia.composer.isVisible()).toBe(false)
    expect((await pia.thread.boundingBox())?.width).toBe(390)
    await pia.page.getByRole('button', { name: 'Close thread' }).tap()
    await pia.page.getByRole('button', { name: 'Back to the list' }).tap()
    await pia.row('pocket').waitFor()
    expect(await pia.page.locator('.main').isVisible()).toBe(false)
    expect(await pia.page.evaluate('document.documentElement.scrollWidth')).toBe(390)
    expect(pia.errors).toEqual([])
  })

  it('PAGE-13 a lost connection is said, and what was written meanwhile arrives once, or says why not', async () => {
    const { browser, url } = world.at()
    const proxy = await proxyTo(url)
    const [near, far] = await Promise.all([
      personAt(browser, proxy.url, 'near'),
      personAt(browser, url, 'far'),
    ])
    await createChannel(far, 'the line', 'near')
    await near.row('the line').click()
    await near.say('before')
    await far.message('before').waitFor()
    proxy.cut()
    await near.page.getByText('Connection lost').waitFor()
    await near.composer.fill('while away')
    await near.page.keyboard.press('Enter')
    await near.message('while away').getByText('sending…').waitFor()
    await far.say('are you there?')
    proxy.mend()
    await near.page.getByText('Connection lost').waitFor({ state: 'detached' })
    await far.message('while away').waitFor()
    await near.message('are you there?').waitFor()
    await near.page.locator('[data-message]', { hasText: 'while away' }).waitFor()
    for (const person of [near, far]) {
      const said = await person.page.locator('[role=log] .body').allInnerTexts()
      expect(said).toEqual(['before', 'are you there?', 'while away'])
    }
    proxy.cut()
    await near.page.getByText('Connection lost').waitFor()
    await near.composer.fill('too late')
    await near.page.keyboard.press('Enter')
    await far.page.getByRole('button', { name: 'Members and details' }).click()
    await far.page.getByRole('button', { name: 'Archive channel' }).click()
    await far.page.getByRole('button', { name: 'Archive it?' }).click()
    await far.composer.waitFor({ state: 'detached' })
    proxy.mend()
    await near.message('too late').getByRole('alert').getByText('This channel is archived.').waitFor()
    await near.message('too late').getByRole('button', { name: 'Discard' }).click()
    await near.message('too late').waitFor({ state: 'detached' })
    expect([...near.errors, ...far.errors]).toEqual([])
    await proxy.close()
  })

  it('PAGE-1 a token that is not taken leads back to sign-in, with the reason', async () => {
    const page = await (await world.at().browser.newContext()).newPage()
    await page.goto(world.at().url)
    await page.getByRole('button', { name: 'I have a token' }).click()
    await page.getByLabel('Your token').fill('not a token')
    await page.getByRole('button', { name: 'Come in' }).click()
    await page.getByRole('alert').getByText('The server did not take your token').waitFor()
    await page.getByLabel('Your name').waitFor()
    // What is kept is that nobody is signed in here.
    expect(await page.evaluate('Object.values(sessionStorage)')).toEqual([''])
  })

  it('PAGE-14 earlier messages come as one scrolls up, and what is read stays in its place', async () => {
    const { browser, url } = world.at()
    const talker = talkerAt(url, 'lee')
    await talker.sayMany(await talker.create('long'), 'line', 130)
    talker.client.close()
    const lee = await personAt(browser, url, 'lee')
    await lee.row('long').click()
    await lee.message('line 130').waitFor()
    const loaded = await lee.page.locator('[data-message]').count()
    expect(loaded).toBeLessThan(130)
    // Out of sight it is not rendered, and then has no `innerText`.
    const first = (await lee.page.locator('[data-message] .body').first().textContent()) ?? ''
    expect(first).toContain('line')
    await lee.page.locator('[data-message]').first().scrollIntoViewIfNeeded()
    await lee.page.locator('[data-message]').nth(loaded).waitFor({ state: 'attached' })
    await lee.page.getByRole('button', { name: 'Jump to latest' }).waitFor()
    // What was the first is still in view, below what came in.
    const place = await lee.page
      .locator('[data-message]')
      .filter({ has: lee.page.getByText(first, { exact: true }) })
      .boundingBox()
    expect(place?.y).toBeGreaterThan(0)
    expect(place?.y).toBeLessThan(720)
    await lee.page.getByRole('button', { name: 'Jump to latest' }).click()
    await lee.page.getByRole('button', { name: 'Jump to latest' }).waitFor({ state: 'detached' })
    expect(lee.errors).toEqual([])
  })
})
