import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createChannel, personAt, timeout } from './support/person.ts'
import { proxyTo } from './support/proxy.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('what a browser keeps')

describe.skipIf(world.skipped)('what a browser keeps', () => {
  beforeAll(world.start)
  afterAll(world.close)

  const stored = (page: Page): Promise<unknown> => page.evaluate('Object.keys(localStorage).length')
  const windowIn = async (context: BrowserContext, address: string): Promise<Page> => {
    const page = await context.newPage()
    page.setDefaultTimeout(timeout)
    await page.goto(address)
    return page
  }

  it('PAGE-26 drafts and what is not sent yet outlive a reload, and arrive once', async () => {
    const { browser, url } = world.at()
    const proxy = await proxyTo(url)
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the desk', 'ada')
    await bo.say(channelId, 'a question')
    const ada = await personAt(browser, proxy.url, 'ada')
    await ada.row('the desk').click()
    await ada.act('a question', 'Reply in thread')
    await ada.thread.getByLabel('Reply').fill('half an answer')
    await ada.composer.fill('half a thought')
    await ada.page.reload()
    await ada.thread.getByLabel('Reply').waitFor()
    expect(await ada.thread.getByLabel('Reply').inputValue()).toBe('half an answer')
    expect(await ada.composer.inputValue()).toBe('half a thought')

    // Written without a connection, and the window shut before there is one again.
    await ada.page.getByRole('button', { name: 'Close thread' }).click()
    proxy.cut()
    await ada.page.getByText('Connection lost').waitFor()
    for (const text of ['first', 'second']) {
      await ada.composer.fill(text)
      await ada.page.keyboard.press('Enter')
      await ada.message(text).getByText('sending…').waitFor()
    }
    const context = ada.page.context()
    await ada.page.close()
    proxy.mend()
    const again = await windowIn(context, `${proxy.url}/#/c/${channelId}`)
    const arrived = again.locator('.conversation [data-message] .body')
    await expect.poll(() => arrived.allTextContents()).toEqual(['a question', 'first', 'second'])
    await again.locator('.pending').first().waitFor({ state: 'detached' })
    await again.reload()
    await expect.poll(() => arrived.allTextContents()).toEqual(['a question', 'first', 'second'])
    expect(
      await again.evaluate("Object.keys(localStorage).filter((key) => key.includes('unsent')).length"),
    ).toBe(0)
    expect(ada.errors).toEqual([])
    await proxy.close()
    await context.close()
  })

  it('PAGE-27 a new window and a deep link find one signed in, two windows can be two people, and signing out leaves nothing', async () => {
    const { browser, url } = world.at()
    const eve = await personAt(browser, url, 'eve')
    await createChannel(eve, 'garden')
    const link = eve.page.url()
    const context = eve.page.context()
    const second = await windowIn(context, link)
    await second.getByRole('heading', { name: 'garden', level: 2 }).waitFor()
    expect(await second.locator('.me').innerText()).toBe('eve')

    // Somebody else in the second window alone, over a reload too.
    await second.getByRole('button', { name: 'Be somebody else in this window' }).click()
    await second.getByLabel('Your name').waitFor()
    await second.reload()
    await second.getByLabel('Your name').fill('fay')
    await second.keyboard.press('Enter')
    await expect.poll(() => second.locator('.me').innerText()).toBe('fay')
    await eve.page.reload()
    await eve.composer.waitFor()
    expect(await eve.page.locator('.me').innerText()).toBe('eve')

    // Whoever signed in last is who a third window begins with; signing out there ends it in the second too.
    const third = await windowIn(context, url)
    await expect.poll(() => third.locator('.me').innerText()).toBe('fay')
    await eve.composer.fill('never to be said')
    await third.getByRole('button', { name: 'Sign out' }).click()
    await third.getByLabel('Your name').waitFor()
    await second.getByLabel('Your name').waitFor()
    expect(await eve.page.locator('.me').innerText()).toBe('eve')
    await eve.page.getByRole('button', { name: 'Sign out' }).click()
    await eve.page.getByLabel('Your name').waitFor()
    expect(await stored(eve.page)).toBe(0)
    await eve.page.reload()
    await eve.page.getByLabel('Your name').waitFor()
    expect(eve.errors).toEqual([])
    await context.close()
  })

  it('PAGE-27 signing out ends it in all windows of that person and in no other, whoever has signed in last', async () => {
    const { browser, url } = world.at()
    const hal = await personAt(browser, url, 'hal')
    const context = hal.page.context()
    const second = await windowIn(context, url)
    await expect.poll(() => second.locator('.me').innerText()).toBe('hal')
    const third = await windowIn(context, url)
    await third.getByRole('button', { name: 'Be somebody else in this window' }).click()
    await third.getByLabel('Your name').fill('ina')
    await third.keyboard.press('Enter')
    await expect.poll(() => third.locator('.me').innerText()).toBe('ina')
    await hal.page.getByRole('button', { name: 'Sign out' }).click()
    for (const page of [hal.page, second]) {
      await page.getByLabel('Your name').waitFor()
      await page.reload()
      await page.getByLabel('Your name').waitFor()
    }
    await third.reload()
    await expect.poll(() => third.locator('.me').innerText()).toBe('ina')
    await context.close()
  })

  it('PAGE-27 a token that is turned down in one window takes no draft from another', async () => {
    const { browser, url } = world.at()
    const jon = await personAt(browser, url, 'jon')
    await createChannel(jon, 'the bench')
    await jon.composer.fill('half a plank')
    const context = jon.page.context()
    const second = await context.newPage()
    await second.routeWebSocket(/\/ws$/, (socket) => {
      const error = { _tag: 'AuthenticationFailed', reason: 'the token was taken back' }
      socket.onMessage(() => socket.send(JSON.stringify({ type: 'error', id: 1, error })))
    })
    await second.goto(url)
    await second.getByText('the token was taken back').waitFor()
    await jon.page.getByLabel('Your name').fill('jon')
    await jon.page.keyboard.press('Enter')
    await jon.composer.waitFor()
    expect(await jon.composer.inputValue()).toBe('half a plank')
    await context.close()
  })

  it('PAGE-28 goes on where the browser keeps nothing', async () => {
    const { browser, url } = world.at()
    const context = await browser.newContext()
    await context.addInitScript(`
      for (const name of ['localStorage', 'sessionStorage'])
        Object.defineProperty(globalThis, name, { get() { throw new DOMException('no', 'SecurityError') } })
    `)
    const page = await windowIn(context, url)
    const errors: string[] = []
    page.on('pageerror', ({ message }) => errors.push(message))
    await page.getByLabel('Your name').fill('gil')
    await page.keyboard.press('Enter')
    await page.getByText('You are in no channel yet.').waitFor()
    await page.getByRole('button', { name: 'New channel' }).first().click()
    const dialog = page.getByRole('dialog', { name: 'New channel' })
    await dialog.getByLabel('Name').fill('bare')
    await dialog.getByRole('button', { name: 'Create channel' }).click()
    const composer = page.getByRole('textbox', { name: 'Message bare' })
    await composer.fill('still here')
    await page.keyboard.press('Enter')
    await page.locator('[data-message]', { hasText: 'still here' }).waitFor()
    expect(errors).toEqual([])
    await context.close()
  })
})
