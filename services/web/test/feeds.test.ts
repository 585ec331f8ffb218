import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createChannel, type Person, personAt } from './support/person.ts'
import { openWorld } from './support/world.ts'

const world = await openWorld('feeds')

describe.skipIf(world.skipped)('feeds', () => {
  beforeAll(world.start)
  afterAll(world.close)

  let ada: Person
  let bo: Person
  const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })
  const tabs = ({ page }: Person) => page.getByRole('navigation', { name: 'Feeds' })
  const tab = (person: Person, name: string) =>
    tabs(person)
      .getByRole('button')
      .filter({ has: person.page.getByText(name, { exact: true }) })

  it('PAGE-161 are made, in the details at first and beside their tabs, by who may', async () => {
    const { browser, url } = world.at()
    ;[ada, bo] = await Promise.all([
      personAt(browser, url, 'ada'),
      personAt(browser, url, 'bo', { viewport: { width: 390, height: 760 } }),
    ])
    await createChannel(ada, 'tea', 'bo')
    await ada.say('to all')
    expect(await tabs(ada).count()).toBe(0)
    await button(ada, 'Members and details').click()
    for (const name of ['Orders', 'News']) {
      await button(ada, 'New feed').first().click()
      const dialog = ada.page.getByRole('dialog', { name: 'New feed' })
      await dialog.getByLabel('Name').fill(name)
      await button(ada, 'Create feed').click()
      await tab(ada, name).and(ada.page.locator('[aria-current="true"]')).waitFor()
    }
    await ada.say('no order yet')
  })

  it('PAGE-160 are read one by one: each shows its own messages, drafts and writers, and then nothing is unread', async () => {
    await bo.row('tea').getByLabel('2 unread').waitFor()
    await bo.row('tea').click()
    await bo.message('to all').waitFor()
    await tab(bo, 'News').getByLabel('1 unread').waitFor()
    expect(await bo.message('no order yet').count()).toBe(0)
    await bo.composer.fill('for all of you')
    await tab(bo, 'News').click()
    await bo.message('no order yet').waitFor()
    expect(await bo.message('to all').count()).toBe(0)
    await tab(bo, 'News').getByLabel('1 unread').waitFor({ state: 'detached' })
    expect(await bo.composer.inputValue()).toBe('')
    await bo.composer.fill('I ')
    await bo.composer.press('x')
    await ada.page.locator('.typing').getByText('bo is typing').waitFor()
    await tab(ada, 'main').click()
    await ada.message('to all').waitFor()
    expect(await ada.page.locator('.typing').getByText('bo is typing').count()).toBe(0)
    await tab(bo, 'main').click()
    await bo.message('to all').waitFor()
    expect(await bo.composer.inputValue()).toBe('for all of you')
    await button(bo, 'Back to the list').click()
    await bo.row('tea').waitFor()
    expect(await bo.row('tea').getAttribute('data-unread')).toBe('false')
    await bo.row('tea').click()
  })

  it('PAGE-163 of what is found say in which it is, and show it there', async () => {
    await ada.page.keyboard.press('Control+Shift+F')
    await ada.page.keyboard.type('order')
    const found = ada.page.getByRole('option', { name: /no order yet/ })
    await found.getByText('News', { exact: true }).waitFor()
    await ada.page.keyboard.press('Enter')
    await ada.message('no order yet').waitFor()
    expect(await tab(ada, 'News').getAttribute('aria-current')).toBe('true')
  })

  it('PAGE-161 PAGE-162 are renamed and deleted by who may; whoever looked at one is told, and sees the main one', async () => {
    await tab(bo, 'News').click()
    await bo.message('no order yet').waitFor()
    expect(await button(bo, 'New feed').count()).toBe(0)
    expect(await button(bo, 'Rename or delete this feed').count()).toBe(0)
    await button(ada, 'Rename or delete this feed').click()
    await ada.page.getByRole('dialog', { name: 'Feed' }).getByLabel('Name').fill('Bulletin')
    await button(ada, 'Rename feed').click()
    await tab(bo, 'Bulletin').waitFor()
    await button(ada, 'Rename or delete this feed').click()
    await button(ada, 'Delete feed').click()
    await button(ada, 'Delete it with all that is in it?').click()
    for (const person of [ada, bo]) {
      await person.page.getByText('The feed Bulletin was deleted.').waitFor()
      await person.message('to all').waitFor()
      expect(await tab(person, 'Bulletin').count()).toBe(0)
    }
    await tab(ada, 'main').click()
    await button(ada, 'Rename this feed').click()
    expect(await button(ada, 'Delete feed').count()).toBe(0)
    expect([...ada.errors, ...bo.errors]).toEqual([])
  })
})
