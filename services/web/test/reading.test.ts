import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { personAt } from './support/person.ts'
import { type Talker, talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('reading in a browser')

describe.skipIf(world.skipped)('reading in a browser', () => {
  beforeAll(world.start)
  afterAll(world.close)

  const talker = (name: string): Talker => {
    const talking = talkerAt(world.at().url, name)
    onTestFinished(talking.client.close)
    return talking
  }
  const badge = (row: Locator): Promise<number> =>
    row
      .locator('.badge')
      .allInnerTexts()
      .then(([count = '0']) => Number(count))
  const exactly = (page: Page, text: string): Locator =>
    page.locator('.conversation [data-message]', { has: page.getByText(text, { exact: true }) })

  it('PAGE-20 PAGE-21 a channel opens at the first of more than a page that is new, and only what is seen is read', async () => {
    const { browser, url } = world.at()
    const bo = talker('bo')
    const channelId = await bo.create('long walk', 'ada')
    const ids = await bo.sayMany(channelId, 'old', 70)
    const reader = talker('ada')
    await expect.poll(() => reader.client.state().conversations.get(channelId)?.unread).toBe(70)
    reader.client.markRead(channelId)
    await expect.poll(() => reader.client.state().conversations.get(channelId)?.unread).toBe(0)
    await bo.sayMany(channelId, 'fresh', 130)
    expect(ids).toHaveLength(70)

    const ada = await personAt(browser, url, 'ada')
    const row = ada.row('long walk')
    await row.getByLabel('130 unread').waitFor()
    await row.click()
    await ada.page.locator('.new').waitFor()
    // The line stands above the first that is new, and that is in view with the line.
    const first = ada.page.locator('.entry', { has: ada.page.locator('.new') }).locator('.body')
    expect(await first.textContent()).toBe('fresh 1')
    const box = await ada.page.locator('.timeline').boundingBox()
    const line = await ada.page.locator('.new').boundingBox()
    expect(line?.y).toBeGreaterThanOrEqual((box?.y ?? 0) - 1)
    expect(line?.y).toBeLessThan((box?.y ?? 0) + (box?.height ?? 0) / 2)
    // What is below the view stays unread, on the server too.
    // What comes into view while the page takes its shape is read as well, until all say the same.
    const leftAsAllSay = async (): Promise<number | undefined> => {
      const left = await badge(row)
      const isOffered = await ada.page.getByRole('button', { name: `${left} new messages` }).isVisible()
      const unread = reader.client.state().conversations.get(channelId)?.unread
      return isOffered && unread === left ? left : undefined
    }
    await expect.poll(leftAsAllSay).toBeLessThan(130)
    await expect.poll(leftAsAllSay).toBeGreaterThan(90)

    // Page by page down to the end, without a hole.
    await expect
      .poll(async () => {
        await ada.page.locator('.timeline').evaluate((element) => element.scrollBy(0, 600))
        return exactly(ada.page, 'fresh 130').count()
      })
      .toBe(1)
    await ada.page.locator('.timeline').evaluate((element) => element.scrollTo(0, element.scrollHeight))
    await row.locator('.badge').waitFor({ state: 'detached' })
    const fresh = (await ada.page.locator('.conversation [data-message] .body').allTextContents()).filter(
      (text) => text.startsWith('fresh'),
    )
    expect(fresh).toEqual(Array.from({ length: 130 }, (_, index) => `fresh ${index + 1}`))
    expect(ada.errors).toEqual([])
    await ada.page.context().close()
  })

  it('PAGE-22 one jumps to the latest, and back to the first that is new', async () => {
    const { browser, url } = world.at()
    const bo = talker('bo')
    const channelId = await bo.create('far away', 'eve')
    await bo.sayMany(channelId, 'line', 160)
    const eve = await personAt(browser, url, 'eve')
    await eve.row('far away').click()
    await exactly(eve.page, 'line 1').waitFor()
    await eve.page.getByRole('button', { name: /new messages$/ }).click()
    await exactly(eve.page, 'line 160').waitFor()
    await eve.row('far away').locator('.badge').waitFor({ state: 'detached' })
    // The line is not put above what is only the first that is loaded.
    expect(await eve.page.locator('.new').count()).toBe(0)
    await bo.say(channelId, 'the very last')
    await exactly(eve.page, 'the very last').waitFor()
    expect(eve.errors).toEqual([])
    await eve.page.context().close()
  })

  it('PAGE-23 the view stays at the end, however fast others write and however long', async () => {
    const { browser, url } = world.at()
    const [bo, cleo] = [talker('bo'), talker('cleo')]
    const channelId = await bo.create('fast', 'cleo', 'dan')
    await expect.poll(() => cleo.client.state().conversations.has(channelId)).toBe(true)
    const dan = await personAt(browser, url, 'dan')
    await dan.row('fast').click()
    // The composer is there first; what comes before the timeline is would be new, and it would open at that.
    await dan.page.getByText('Nothing has been said yet').waitFor()
    await bo.sayMany(channelId, 'first', 30)
    await exactly(dan.page, 'first 30').waitFor()
    // Whether the button ever comes up, however shortly.
    await dan.page.evaluate(`
      globalThis.left = 0
      new MutationObserver(() => {
        if (document.querySelector('.latest') !== null) globalThis.left += 1
      }).observe(document.querySelector('.conversation'), { childList: true, subtree: true })
    `)
    const lines = (n: number): string => Array.from({ length: 1 + (n % 7) }, () => `row of ${n}`).join('\n')
    for (let n = 0; n < 40; n += 1)
      await Promise.all([bo.say(channelId, lines(n)), cleo.say(channelId, `short ${n}`)])
    await bo.say(channelId, 'done')
    await exactly(dan.page, 'done').waitFor()
    expect(await dan.page.evaluate('globalThis.left')).toBe(0)
    // A composer that grows, a window that shrinks and a reaction below take nothing out of view either.
    await dan.composer.fill('one\ntwo\nthree\nfour')
    await dan.page.setViewportSize({ width: 900, height: 480 })
    const atEnd = `(() => { const box = document.querySelector('.timeline')
      return Math.abs(box.scrollHeight - box.scrollTop - box.clientHeight) <= 1 })()`
    await expect.poll(() => dan.page.evaluate(atEnd)).toBe(true)
    expect(dan.errors).toEqual([])
    await dan.page.context().close()
  })

  it('PAGE-24 who has scrolled up keeps what they read in its place, whatever comes above and below', async () => {
    const { browser, url } = world.at()
    const bo = talker('bo')
    const channelId = await bo.create('slow', 'fay')
    const ids = await bo.sayMany(channelId, 'line', 90)
    const fay = await personAt(browser, url, 'fay')
    await fay.row('slow').click()
    await exactly(fay.page, 'line 1').waitFor()
    await fay.page.getByRole('button', { name: /new messages$/ }).click()
    await exactly(fay.page, 'line 90').waitFor()
    await fay.row('slow').locator('.badge').waitFor({ state: 'detached' })
    await fay.page.locator('.timeline').hover()
    await fay.page.mouse.wheel(0, -200)
    await fay.page.getByRole('button', { name: 'Jump to latest' }).waitFor()
    await fay.page.locator('.timeline').evaluate((element) => element.scrollBy(0, -1))
    const read = exactly(fay.page, 'line 75')
    const before = (await read.boundingBox())?.y
    for (const [index, messageId] of ids.slice(40, 55).entries())
      await bo.client.command({
        type: 'EditMessage',
        channelId,
        messageId,
        body: { kind: 'text', text: `line ${index + 41}\nnow\nin\nmore\nrows` as never },
      })
    await bo.sayMany(channelId, 'below', 10)
    await fay.page.getByRole('button', { name: '10 new messages' }).waitFor()
    await fay.page
      .locator('.entry', { hasText: 'line 55' })
      .getByText('(edited)')
      .waitFor({ state: 'attached' })
    expect(Math.abs(((await read.boundingBox())?.y ?? 0) - (before ?? 0))).toBeLessThanOrEqual(1)
    expect(fay.errors).toEqual([])
    await fay.page.context().close()
  })

  it('PAGE-24 a scroll is not taken back by what is drawn in the same moment', async () => {
    const { browser, url } = world.at()
    const bo = talker('bo')
    const channelId = await bo.create('stairs', 'gus')
    await bo.sayMany(channelId, 'step', 120)
    const gus = await personAt(browser, url, 'gus')
    await gus.row('stairs').click()
    await gus.page.locator('.new').waitFor()
    const later = gus.page.getByRole('button', { name: 'Later messages' })
    await later.waitFor({ state: 'attached' })
    const to = await gus.page.locator('.timeline').evaluate((box) => {
      box.scrollTo(0, box.scrollTop + 400)
      // No event tells of the scroll yet when this is drawn.
      for (const button of box.querySelectorAll('button'))
        if (button.textContent === 'Later messages') button.click()
      return box.scrollTop
    })
    await exactly(gus.page, 'step 80').waitFor({ state: 'attached' })
    const top = await gus.page.locator('.timeline').evaluate((box) => box.scrollTop)
    expect(Math.abs(top - to)).toBeLessThanOrEqual(1)
    expect(gus.errors).toEqual([])
    await gus.page.context().close()
  })

  it('PAGE-3 no line comes between for who reads along at the end, of a channel and of a thread', async () => {
    const { browser, url } = world.at()
    const bo = talker('bo')
    const channelId = await bo.create('river', 'fern')
    const root = await bo.say(channelId, 'the source')
    const fern = await personAt(browser, url, 'fern')
    const row = fern.row('river')
    await row.click()
    await row.locator('.badge').waitFor({ state: 'detached' })
    await fern.page.reload()
    await fern.message('the source').waitFor()
    for (const text of ['a bend', 'an island', 'a bridge']) {
      await bo.say(channelId, text)
      await fern.message(text).waitFor()
      await row.locator('.badge').waitFor({ state: 'detached' })
      expect(await fern.page.locator('.conversation .new').count()).toBe(0)
    }
    await bo.say(channelId, 'a spring', root)
    await fern.message('the source').getByRole('link', { name: '1 reply' }).click()
    await fern.thread.getByText('a spring').waitFor()
    await row.locator('.badge').waitFor({ state: 'detached' })
    for (const text of ['a brook', 'a pool']) {
      await bo.say(channelId, text, root)
      await fern.thread.getByText(text).waitFor()
      await row.locator('.badge').waitFor({ state: 'detached' })
    }
    // What was new as it was opened is told apart still.
    const first = fern.thread.locator('.entry', { has: fern.page.locator('.new') }).locator('.body')
    expect(await first.allTextContents()).toEqual(['a spring'])
    expect(fern.errors).toEqual([])
    await fern.page.context().close()
  })
})
