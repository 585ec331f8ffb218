import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { personAt } from './support/person.ts'
import { talkerAt } from './support/talker.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('threads in a browser')

describe.skipIf(world.skipped)('threads in a browser', () => {
  beforeAll(world.start)
  afterAll(world.close)

  it('PAGE-29 new replies stay unread until their thread was seen, and are marked there', async () => {
    const { browser, url } = world.at()
    const bo = talkerAt(url, 'bo')
    onTestFinished(bo.client.close)
    const channelId = await bo.create('the bench', 'ada')
    const plan = await bo.say(channelId, 'a plan')
    const other = await bo.say(channelId, 'another')
    const ada = await personAt(browser, url, 'ada')
    const row = ada.row('the bench')
    await row.click()
    await row.locator('.badge').waitFor({ state: 'detached' })
    for (const text of ['yes', 'no', 'perhaps']) await bo.say(channelId, text, plan)
    await bo.say(channelId, 'aside', other)
    await bo.say(channelId, 'last of all')

    // The channel is in view, and what was answered in it is not.
    await ada.message('last of all').waitFor()
    await row.getByLabel('4 unread').waitFor()
    await ada.message('a plan').getByText('3 new').waitFor()
    await ada.page.getByText('4 new replies in 2 threads').waitFor()
    await ada.page.reload()
    await row.getByLabel('4 unread').waitFor()
    await expect.poll(() => ada.page.title()).toContain('(4)')

    await ada.message('a plan').getByRole('link', { name: '3 replies' }).click()
    await ada.thread.getByText('perhaps').waitFor()
    await ada.thread.locator('.new').waitFor()
    await row.getByLabel('1 unread').waitFor()
    await ada.message('a plan').getByText('3 new').waitFor({ state: 'detached' })
    // One more, while its thread is in view.
    await bo.say(channelId, 'surely', plan)
    await ada.thread.getByText('surely').waitFor()
    await row.getByLabel('1 unread').waitFor()

    await ada.page.getByRole('link', { name: '1 new reply in 1 thread' }).click()
    await ada.thread.getByText('aside').waitFor()
    await row.locator('.badge').waitFor({ state: 'detached' })

    await ada.page.getByRole('button', { name: 'Close thread' }).click()
    await bo.say(channelId, 'late', plan)
    await row.getByLabel('1 unread').waitFor()
    await ada.page.getByRole('button', { name: 'Mark all as read' }).click()
    await row.locator('.badge').waitFor({ state: 'detached' })
    await ada.page.getByText('1 new reply in 1 thread').waitFor({ state: 'detached' })
    await ada.page.reload()
    await ada.message('last of all').waitFor()
    expect(await row.locator('.badge').count()).toBe(0)
    expect(ada.errors).toEqual([])
  })
})
